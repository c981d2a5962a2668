// The interoperability services' definitions, and what their client and server share.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const root = fileURLToPath(new URL('../protos', import.meta.url));
const definition = loader.loadSync('grpc/testing/test.proto', { includeDirs: [root], keepCase: true, defaults: true, enums: String });

export const { TestService, UnimplementedService } = grpc.loadPackageDefinition(definition).grpc.testing;
export const echoedInitial = 'x-grpc-test-echo-initial';
export const echoedTrailing = 'x-grpc-test-echo-trailing-bin';

/** The flag of a message that shall not be compressed; grpc-js does not export its name. */
export const noCompress = 2;

export const zeros = (size) => ({ body: Buffer.alloc(size) });
export const pem = (folder, name) => readFileSync(`${folder}/${name}.pem`);
export { grpc };
