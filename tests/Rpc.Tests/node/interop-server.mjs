// Serves the interoperability cases on a free port, over TLS if a folder with certificate and key is given; prints the port, and ends
// with its standard input.
import zlib from 'node:zlib';
import { grpc, TestService, echoedInitial, echoedTrailing, noCompress, pem, zeros } from './interop.mjs';

const [folder] = process.argv.slice(2);

// Which messages came compressed is nothing that a handler is told: what is inflated is counted. The cases run one after the other.
let inflated = 0;
const { createGunzip } = zlib;
Object.defineProperty(zlib, 'createGunzip', {
  value: (...options) => {
    inflated++;
    return createGunzip(...options);
  },
});

function refusal({ code, message }) {
  return Object.assign(new Error(message), { code, details: message });
}

/** What is wrong with a request's compression, or with what it asks for; nothing when all is well. */
function fault({ expect_compressed, response_status }) {
  const was = inflated > 0;
  inflated = 0;
  if (expect_compressed && expect_compressed.value !== was) {
    return refusal({ code: grpc.status.INVALID_ARGUMENT, message: 'not compressed as it should be' });
  }
  return response_status ? refusal(response_status) : undefined;
}

function echo(call) {
  const headers = new grpc.Metadata();
  const trailers = new grpc.Metadata();
  call.metadata.get(echoedInitial).forEach((value) => headers.set(echoedInitial, value));
  call.metadata.get(echoedTrailing).forEach((value) => trailers.set(echoedTrailing, value));
  if (call.metadata.get(echoedInitial).length) {
    call.sendMetadata(headers);
  }
  return trailers;
}

function answer(call, { response_parameters }) {
  for (const { size, compressed } of response_parameters) {
    call.write({ payload: zeros(size) }, compressed?.value ? 0 : noCompress);
  }
}

const service = {
  EmptyCall: (call, done) => done(null, {}),
  UnaryCall(call, done) {
    const trailers = echo(call);
    const wrong = fault(call.request);
    const flag = call.request.response_compressed?.value ? 0 : noCompress;
    done(wrong, wrong ? undefined : { payload: zeros(call.request.response_size) }, trailers, flag);
  },
  StreamingOutputCall(call) {
    answer(call, call.request);
    call.end();
  },
  StreamingInputCall(call, done) {
    let size = 0;
    let wrong;
    call.on('data', (m) => { wrong ??= fault(m); size += m.payload.body.length; });
    call.on('end', () => done(wrong, wrong ? undefined : { aggregated_payload_size: size }));
    call.on('error', () => {});
  },
  FullDuplexCall(call) {
    const trailers = echo(call);
    let over = false;
    call.on('data', (m) => {
      if (m.response_status) {
        over = true;
        call.emit('error', refusal(m.response_status));
      } else {
        answer(call, m);
      }
    });
    call.on('end', () => over || call.end(trailers));
    call.on('error', () => {});
  },
};

const server = new grpc.Server();
server.addService(TestService.service, service);
const credentials = folder
  ? grpc.ServerCredentials.createSsl(null, [{ cert_chain: pem(folder, 'certificate'), private_key: pem(folder, 'key') }])
  : grpc.ServerCredentials.createInsecure();
server.bindAsync('127.0.0.1:0', credentials, (error, port) => {
  if (error) {
    throw error;
  }
  console.log(port);
});
process.stdin.on('end', () => server.forceShutdown());
process.stdin.resume();
