// The echo service's definition, shared by the client and the server.
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const roots = [new URL('../protos', import.meta.url), new URL('../../../src/Rpc/protos', import.meta.url)].map((url) => fileURLToPath(url));

const definition = loader.loadSync(['echo.proto', 'grpc/health/v1/health.proto'], { includeDirs: roots, keepCase: true, defaults: true, enums: String });

export const api = grpc.loadPackageDefinition(definition);
export const EchoService = api.echo.v1.EchoService;
export const Health = api.grpc.health.v1.Health;
export { grpc };
