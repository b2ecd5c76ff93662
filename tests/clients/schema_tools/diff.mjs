// What changed between two SDLs: node diff.mjs OLD NEW. Prints the changes as one JSON array.
import { readFileSync } from 'node:fs';
import { diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const [older, newer] = process.argv.slice(2).map((path) => buildSchema(readFileSync(path, 'utf8')));
const changes = await diff(older, newer);
console.log(
  JSON.stringify(
    changes.map(({ path, message, type, criticality }) => ({ path, message, type, level: criticality.level })),
  ),
);
