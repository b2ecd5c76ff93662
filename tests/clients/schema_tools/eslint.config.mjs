// @graphql-eslint's recommended rules for schemas and Relay's. Each exception says why; docs/front-end-tools.md too.
import graphql from '@graphql-eslint/eslint-plugin';

export default [
  {
    files: ['**/*.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: process.env.LINTED_SCHEMA } },
    },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,

      // What has an identity implements Node, and so has an id. Payloads, pages, figures and rows between two days have
      // none, and an id made up for them would find nothing again.
      '@graphql-eslint/strict-id-in-types': 'off',

      // It takes `visitedOn` of a Visit for a repetition of the type's name. An event's `eventId` is its own UUID, as the
      // log and exports have it, beside the opaque `id` of all objects.
      '@graphql-eslint/no-typename-prefix': 'off',

      // Pages of such rows are connections too, and every connection has `nodes` beside `edges`.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
    },
  },
];

// Single findings that stand, by rule and what the message says.
export const STANDING = [
  // A subscription goes forward: what came before is asked for by a query.
  ['@graphql-eslint/relay-arguments', 'Field `changes` must contain an argument `last`, that return Int.'],
  ['@graphql-eslint/relay-arguments', 'Field `changes` must contain an argument `before`, that return String or Scalar.'],
];
