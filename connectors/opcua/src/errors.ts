import { VeinlineError, messageOf } from '@veinline/base';

/** The layer at which a connection failed, from the outside in. */
export type Layer = 'dns' | 'tcp' | 'hello' | 'endpoint' | 'certificate' | 'session' | 'user' | 'node';

/** A failure to reach or use a server: names the layer, the endpoint and the remedy. */
export class OpcuaError extends VeinlineError {
  readonly layer: Layer;

  constructor(layer: Layer, message: string, hint: string, cause?: unknown) {
    super(`OPCUA_${layer.toUpperCase()}`, message, {
      hint,
      details: { layer },
      ...(cause === undefined ? {} : { cause }),
    });
    this.layer = layer;
  }

  /** True if only a person can mend it, so trying again fast is of no use. */
  get isRefusal(): boolean {
    return this.layer === 'certificate' || this.layer === 'user' || this.layer === 'endpoint';
  }
}

/** Names the layer of a failure while the channel or the session was opened. */
export function openingError(endpoint: string, user: string, thrown: unknown): OpcuaError {
  if (thrown instanceof OpcuaError) return thrown;
  const text = messageOf(thrown).split('\n')[0] ?? '';
  if (/BadIdentityToken|BadUserAccessDenied|BadUserSignature/.test(text))
    return new OpcuaError(
      'user',
      `${endpoint} refused user ${user}: ${text.trim()}.`,
      'Check the user name and password in the connector settings and the rights of the user on the server.',
      thrown,
    );
  if (/BadCertificate|BadSecurityChecksFailed|certificate/i.test(text))
    return new OpcuaError(
      'certificate',
      `${endpoint} and Veinline do not accept each other's certificate: ${text.trim()}.`,
      "Trust Veinline's client certificate on the server (it is in pki/opcua/own of the data folder).",
      thrown,
    );
  if (/security policy|securityMode|BadSecurityPolicyRejected|BadSecurityModeRejected/i.test(text))
    return new OpcuaError(
      'endpoint',
      `${endpoint}: ${text.trim()}.`,
      'Choose a security mode and policy the server offers.',
      thrown,
    );
  if (/BadTcpEndpointUrlInvalid|socket has been disconnected|third party|Timeout|premature/i.test(text))
    return new OpcuaError(
      'hello',
      `${endpoint} accepts connections but does not answer as an OPC UA server: ${text.trim()}.`,
      'Check that this port is the OPC UA port, that the path of the endpoint is right, and that the server is not hung.',
      thrown,
    );
  return new OpcuaError(
    'session',
    `${endpoint} gave no session: ${text.trim()}.`,
    'Check the load and the session limit of the server.',
    thrown,
  );
}
