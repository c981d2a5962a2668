// Runs every case against the server at the address given, one line a case: "ok NAME" or "failed NAME: why".
import assert from 'node:assert/strict';
import { grpc, EchoService, Health } from './echo.mjs';

const address = process.argv[2];
const insecure = grpc.credentials.createInsecure();
const client = new EchoService(address, insecure);
const { status, Metadata, compressionAlgorithms } = grpc;
const details = Buffer.from([0, 1, 2, 250, 251, 252, 253]);

const soon = (milliseconds) => ({ deadline: Date.now() + milliseconds });

/** A unary call as a promise of reply, headers and trailers; it rejects with the service error. */
function say(request, metadata = new Metadata(), options = {}, on = client) {
  return new Promise((resolve, reject) => {
    let headers;
    let reply;
    let error;
    const call = on.say(request, metadata, options, (e, value) => { error = e; reply = value; });
    call.on('metadata', (m) => { headers = m; });
    call.on('status', (s) => setImmediate(() => (error ? reject(error) : resolve({ reply, headers, trailers: s.metadata }))));
  });
}

/** All messages of a stream, and its final status. */
function drain(call, onMessage = () => {}) {
  return new Promise((resolve) => {
    const messages = [];
    call.on('data', (m) => { messages.push(m); onMessage(m, messages.length); });
    call.on('error', () => {});
    call.on('status', (s) => resolve({ messages, status: s }));
  });
}

async function refusal(promise) {
  try {
    await promise;
  } catch (e) {
    return e;
  }
  throw new Error('the call was not refused');
}

const cases = {
  async empty_unary() {
    assert.equal((await say({})).reply.text, '');
  },
  async large_unary() {
    const payload = Buffer.alloc(271828, 7);
    assert.deepEqual((await say({ payload })).reply.payload, payload);
  },
  async client_streaming() {
    const reply = await new Promise((resolve, reject) => {
      const call = client.join((e, r) => (e ? reject(e) : resolve(r)));
      for (const size of [27182, 8, 1828, 45904]) {
        call.write({ text: 'x', payload: Buffer.alloc(size) });
      }
      call.end();
    });
    assert.equal(reply.text, 'xxxx');
    assert.equal(reply.index, 4);
  },
  async server_streaming() {
    const { messages, status: end } = await drain(client.repeat({ text: 'x', count: 100 }));
    assert.deepEqual(messages.map((m) => m.index), [...Array(100).keys()]);
    assert.equal(end.code, status.OK);
  },
  async server_streaming_refused_after_messages() {
    const { messages, status: end } = await drain(client.repeat({ count: 3, behave: 'refuse' }));
    // This library may hand over an error before messages that it still inflates.
    assert.ok(messages.length <= 3);
    assert.equal(end.code, status.RESOURCE_EXHAUSTED);
    assert.deepEqual(end.metadata.get('grpc-status-details-bin'), [details]);
  },
  async ping_pong() {
    const call = client.chat();
    const sizes = [31415, 9, 2653, 58979];
    call.write({ text: 'm0', payload: Buffer.alloc(sizes[0]) });
    const { messages, status: end } = await drain(call, (_, count) => {
      if (count < sizes.length) {
        call.write({ text: `m${count}`, payload: Buffer.alloc(sizes[count]) });
      } else {
        call.end();
      }
    });
    assert.deepEqual(messages.map((m) => [m.text, m.payload.length]), sizes.map((size, i) => [`m${i}`, size]));
    assert.equal(end.code, status.OK);
  },
  async empty_stream() {
    const call = client.chat();
    call.end();
    const { messages, status: end } = await drain(call);
    assert.equal(messages.length, 0);
    assert.equal(end.code, status.OK);
  },
  async timeout_on_sleeping_server() {
    const call = client.chat(new Metadata(), soon(100));
    call.write({ text: 'x' });
    assert.equal((await drain(call)).status.code, status.DEADLINE_EXCEEDED);
  },
  async timeout_on_a_unary_call() {
    assert.equal((await refusal(say({ behave: 'wait' }, new Metadata(), soon(100)))).code, status.DEADLINE_EXCEEDED);
  },
  async cancel_after_begin() {
    const error = await new Promise((resolve) => {
      const call = client.join((e) => resolve(e));
      // A call of this library that is cancelled in the turn that made it stays open on the wire.
      setImmediate(() => call.cancel());
    });
    assert.equal(error.code, status.CANCELLED);
  },
  async cancel_after_first_response() {
    const call = client.chat();
    call.write({ text: 'x' });
    const { messages, status: end } = await drain(call, () => call.cancel());
    assert.equal(messages.length, 1);
    assert.equal(end.code, status.CANCELLED);
  },
  async status_code_and_message() {
    const error = await refusal(say({ behave: 'refuse', text: 'a rule says no' }));
    assert.equal(error.code, status.FAILED_PRECONDITION);
    assert.equal(error.details, 'a rule says no');
    assert.deepEqual(error.metadata.get('grpc-status-details-bin'), [details]);
    assert.deepEqual(error.metadata.get('why'), ['rule']);
  },
  async special_status_message() {
    const text = '\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n';
    assert.equal((await refusal(say({ behave: 'refuse', text }))).details, text);
  },
  async custom_metadata() {
    const metadata = new Metadata();
    metadata.set('x-text', 'initial');
    metadata.set('x-bytes-bin', Buffer.from([0xab, 0xab, 0xab]));
    const seen = (await say({ behave: 'metadata' }, metadata)).reply.text.split('\n');
    assert.ok(seen.includes('x-text=initial'));
    assert.ok(seen.includes('x-bytes-bin=ABABAB'));
    const { headers, trailers } = await say({ behave: 'headers', text: 'one' });
    assert.deepEqual([headers.get('initial'), headers.get('initial-bin')], [['one'], [details]]);
    assert.deepEqual([trailers.get('trailing'), trailers.get('trailing-bin')], [['one'], [details]]);
  },
  async unimplemented_method() {
    const error = await new Promise((resolve) => { client.missing({}, (e) => resolve(e)); });
    assert.equal(error.code, status.UNIMPLEMENTED);
  },
  async unimplemented_service() {
    const bytes = { serialize: (x) => x, deserialize: (x) => x };
    const error = await new Promise((resolve) => {
      client.makeUnaryRequest('/nobody.v1.Nobody/Nothing', bytes.serialize, bytes.deserialize, Buffer.alloc(0), (e) => resolve(e));
    });
    assert.equal(error.code, status.UNIMPLEMENTED);
  },
  async compressed_unary_and_empty() {
    const gzip = new EchoService(address, insecure, { 'grpc.default_compression_algorithm': compressionAlgorithms.gzip });
    const payload = Buffer.alloc(100000, 1);
    assert.deepEqual((await say({ payload }, new Metadata(), {}, gzip)).reply.payload, payload);
    assert.equal((await say({}, new Metadata(), {}, gzip)).reply.text, '');
    gzip.close();
  },
  async compressed_streaming() {
    const gzip = new EchoService(address, insecure, { 'grpc.default_compression_algorithm': compressionAlgorithms.deflate });
    const call = gzip.chat();
    call.write({ text: 'a'.repeat(5000) });
    call.write({});
    call.end();
    assert.deepEqual((await drain(call)).messages.map((m) => m.text.length), [5000, 0]);
    gzip.close();
  },
  async message_too_long() {
    const wide = new EchoService(address, insecure, { 'grpc.max_send_message_length': -1 });
    assert.equal((await refusal(say({ payload: Buffer.alloc(5_000_000) }, new Metadata(), {}, wide))).code, status.RESOURCE_EXHAUSTED);
    wide.close();
  },
  async thousand_at_once() {
    const replies = await Promise.all([...Array(1000).keys()].map((i) => say({ text: `${i}` })));
    assert.deepEqual(replies.map((r) => r.reply.text), [...Array(1000).keys()].map(String));
  },
  async health() {
    const health = new Health(address, insecure);
    const reply = await new Promise((resolve, reject) => { health.check({}, (e, r) => (e ? reject(e) : resolve(r))); });
    assert.equal(reply.status, 'SERVING');
    health.close();
  },
};

for (const [name, run] of Object.entries(cases)) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (e) {
    console.log(`failed ${name}: ${e.message}`);
  }
}
client.close();
