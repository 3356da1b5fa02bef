import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '@veinline/base';
import type { OpcuaSettings } from './config.ts';
import { OpcuaError } from './errors.ts';

/**
 * Decides whether a server's certificate is accepted; throws OPCUA_CERTIFICATE if not. A refused certificate
 * is kept in `rejected/` so that a person can look at it and move it to `trusted/certs/`.
 */
export function checkServerCertificate(
  der: Buffer,
  {
    folder,
    settings,
    clock,
  }: { readonly folder: string; readonly settings: OpcuaSettings; readonly clock: Clock },
): void {
  const { endpoint, security } = settings;
  const certificate = new X509Certificate(der);
  const thumbprint = thumbprintOf(certificate);
  const trusted = trustedThumbprints(join(folder, 'trusted', 'certs'));
  const refuse = (reason: string, remedy: string): never => {
    mkdirSync(join(folder, 'rejected'), { recursive: true });
    const file = join(folder, 'rejected', `${thumbprint}.pem`);
    writeFileSync(file, certificate.toString());
    const subject = certificate.subject.replaceAll('\n', ', ');
    throw new OpcuaError(
      'certificate',
      `Refused the certificate of ${endpoint} (${subject}, SHA-1 ${thumbprint}): ${reason}.`,
      remedy.replace('FILE', file),
    );
  };
  const now = clock.now();
  if (now > Date.parse(certificate.validTo))
    refuse(`it expired on ${certificate.validTo}`, 'Renew the certificate on the server.');
  if (now < Date.parse(certificate.validFrom))
    refuse(
      `it is not valid before ${certificate.validFrom}`,
      'Check the clocks of the server and of this machine.',
    );
  if (trusted.has(thumbprint)) return;
  const toTrust = `If it is the right server, move FILE to ${join(folder, 'trusted', 'certs')}.`;
  if (security.trust === 'listed') refuse('it is not in the list of trusted certificates', toTrust);

  const pinned = join(folder, 'pinned');
  const pin = join(pinned, `${endpoint.replaceAll(/[^\w.-]+/g, '_')}.txt`);
  const known = readIfThere(pin);
  if (known === null) {
    mkdirSync(pinned, { recursive: true });
    writeFileSync(pin, `${thumbprint}\n`);
  } else if (known.trim() !== thumbprint)
    refuse(`it changed; the one pinned at first use was ${known.trim()}`, toTrust);
}

/** SHA-1 of the certificate in lower-case hexadecimal, as OPC UA tools show it. */
function thumbprintOf(certificate: X509Certificate): string {
  return certificate.fingerprint.replaceAll(':', '').toLowerCase();
}

function trustedThumbprints(folder: string): ReadonlySet<string> {
  mkdirSync(folder, { recursive: true });
  const files = readdirSync(folder).filter((name) => /\.(pem|der|crt|cer)$/i.test(name));
  return new Set(files.map((name) => thumbprintOf(new X509Certificate(readFileSync(join(folder, name))))));
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
