import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiQuery } from '@nestjs/swagger';
import { z } from 'zod';

type OpenApiSchema = NonNullable<Parameters<typeof ApiBody>[0]> extends { schema?: infer S } ? S : never;

function openApi(schema: z.ZodType, io: 'input' | 'output'): OpenApiSchema {
  return z.toJSONSchema(schema, { target: 'openapi-3.0', io, unrepresentable: 'any' }) as OpenApiSchema;
}

/** Documents the answer of a route by its contract. */
export function Answers(schema: z.ZodType, description: string): MethodDecorator {
  return ApiOkResponse({ description, schema: openApi(schema, 'output') as never });
}

/** Documents the body of a route by its contract. */
export function Takes(schema: z.ZodType): MethodDecorator {
  return ApiBody({ schema: openApi(schema, 'input') as never });
}

/** Documents the query of a route by its schema, one parameter for each field. */
export function Asks(schema: z.ZodType): MethodDecorator {
  const object = z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' });
  const required = new Set(Array.isArray(object['required']) ? object['required'].map(String) : []);
  const fields = Object.entries((object['properties'] ?? {}) as Record<string, { description?: string }>);
  return applyDecorators(
    ...fields.map(([name, field]) =>
      ApiQuery({
        name,
        required: required.has(name),
        description: field.description ?? name,
        schema: field as never,
      }),
    ),
  );
}
