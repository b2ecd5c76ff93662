import { readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';

const SCHEMA = '../../graphql_api/schema.graphql';

// Codes come with every new command: a client takes those that it does not know as they are.
const schema = readFileSync(SCHEMA, 'utf8').replace(/^enum UserErrorCode \{.*?^\}/ms, 'scalar UserErrorCode');

const config: CodegenConfig = {
  schema,
  documents: 'src/operations.graphql',
  generates: {
    'src/generated.ts': {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        enumType: 'string-literal',
        useTypeImports: true,
        scalars: {
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          Fen: 'number',
          ID: 'string',
          Occurred: 'string',
          Position: 'number',
          UserErrorCode: 'string',
        },
      },
    },
  },
};

export default config;
