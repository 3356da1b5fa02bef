import type { INestApplication } from '@nestjs/common';
import type * as nestSwagger from '@nestjs/swagger';
import { z } from 'zod';
import { version } from './version.ts';

type Swagger = typeof nestSwagger;

/** What the routes say of themselves; turned into OpenAPI only when somebody asks for it. */
const notes: ((swagger: Swagger) => void)[] = [];

function note(decorate: (swagger: Swagger) => MethodDecorator): MethodDecorator {
  return (target, key, descriptor) => {
    notes.push((swagger) => decorate(swagger)(target, key, descriptor));
  };
}

function openApi(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  return z.toJSONSchema(schema, { target: 'openapi-3.0', io, unrepresentable: 'any' });
}

/** Documents the answer of a route by its contract. */
export function Answers(schema: z.ZodType, description: string): MethodDecorator {
  return note(({ ApiOkResponse }) => ApiOkResponse({ description, schema: openApi(schema, 'output') }));
}

/** Documents the body of a route by its contract. */
export function Takes(schema: z.ZodType): MethodDecorator {
  return note(({ ApiBody }) => ApiBody({ schema: openApi(schema, 'input') }));
}

/** Documents the query of a route by its schema, one parameter for each field. */
export function Asks(schema: z.ZodType): MethodDecorator {
  return (target, key, descriptor) => {
    const object = openApi(schema, 'input');
    const required = new Set(Array.isArray(object['required']) ? object['required'].map(String) : []);
    const fields = Object.entries((object['properties'] ?? {}) as Record<string, { description?: string }>);
    for (const [name, field] of fields) {
      const parameter = {
        name,
        required: required.has(name),
        description: field.description ?? name,
        schema: field,
      };
      note(({ ApiQuery }) => ApiQuery(parameter))(target, key, descriptor);
    }
  };
}

/** The OpenAPI document of the running application. */
export async function describeApi(app: INestApplication): Promise<nestSwagger.OpenAPIObject> {
  const swagger = await import('@nestjs/swagger');
  for (const describe of notes.splice(0)) describe(swagger);
  const config = new swagger.DocumentBuilder()
    .setTitle('Veinline')
    .setDescription('Plant, samples, alarms and connectors of the digital twin for cell and gene therapy')
    .setVersion(version)
    .addBearerAuth()
    .addCookieAuth('veinline_session')
    .build();
  return swagger.SwaggerModule.createDocument(app, config);
}
