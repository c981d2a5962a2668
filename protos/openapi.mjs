// Checks an OpenAPI document against the schema of its version: node openapi.mjs FILE
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';

const validator = new Validator();
const { valid, errors } = await validator.validate(JSON.parse(readFileSync(process.argv[2], 'utf8')));
console.log(valid ? `valid OpenAPI ${validator.version}` : JSON.stringify(errors, null, 2));
process.exit(valid ? 0 : 1);
