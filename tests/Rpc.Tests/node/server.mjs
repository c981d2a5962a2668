// Serves the echo service on a free port, prints the port, and ends with its standard input.
import { grpc, EchoService } from './echo.mjs';

const details = Buffer.from([0, 1, 2, 250, 251, 252, 253]);

function refused(code, text) {
  const metadata = new grpc.Metadata();
  metadata.set('grpc-status-details-bin', details);
  metadata.set('why', 'rule');
  return Object.assign(new Error(text), { code, details: text, metadata });
}

const service = {
  say(call, callback) {
    const { text, payload, behave } = call.request;
    switch (behave) {
      case 'refuse':
        callback(refused(grpc.status.FAILED_PRECONDITION, text));
        break;
      case 'wait':
        call.on('cancelled', () => {});
        break;
      case 'metadata':
        callback(null, { text: `${call.metadata.get('x-text')} ${call.metadata.get('x-bytes-bin')[0].toString('hex')}` });
        break;
      default:
        callback(null, { text, payload });
    }
  },
  repeat(call) {
    for (let index = 0; index < call.request.count; index++) {
      call.write({ text: call.request.text, index, payload: call.request.payload });
    }
    if (call.request.behave === 'refuse') {
      call.emit('error', refused(grpc.status.RESOURCE_EXHAUSTED, 'enough'));
    } else if (call.request.behave !== 'wait') {
      call.end();
    }
  },
  join(call, callback) {
    let text = '';
    let index = 0;
    call.on('data', (m) => { text += m.text; index++; });
    call.on('end', () => callback(null, { text, index }));
    call.on('error', () => {});
  },
  chat(call) {
    let index = 0;
    call.on('data', (m) => call.write({ text: m.text, index: index++, payload: m.payload }));
    call.on('end', () => call.end());
    call.on('error', () => {});
  },
};

const server = new grpc.Server();
server.addService(EchoService.service, service);
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }
  console.log(port);
});
process.stdin.on('end', () => server.forceShutdown());
process.stdin.resume();
