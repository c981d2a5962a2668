// Runs every interoperability case against the server at the address given, over TLS if a folder with its certificate is given too.
// Prints one line a case: "ok NAME" or "failed NAME: why".
import assert from 'node:assert/strict';
import http2 from 'node:http2';
import { grpc, TestService, UnimplementedService, echoedInitial, echoedTrailing, noCompress, pem, zeros } from './interop.mjs';

const [address, folder] = process.argv.slice(2);
const { status, Metadata } = grpc;
const credentials = folder ? grpc.credentials.createSsl(pem(folder, 'certificate')) : grpc.credentials.createInsecure();
const compressed = { 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip };
const client = new TestService(address, credentials);
const gzip = new TestService(address, credentials, compressed);

/** A call of a method with one response, as a promise of response, headers and status. It never rejects. */
function answer(start) {
  return new Promise((resolve) => {
    let headers;
    let response;
    const call = start((_, value) => { response = value; });
    call.on('metadata', (m) => { headers = m; });
    call.on('status', (end) => setImmediate(() => resolve({ response, headers, end })));
  });
}

const unary = (request, metadata = new Metadata(), on = client) => answer((done) => on.UnaryCall(request, metadata, done));

function drain(call, onMessage = () => {}) {
  return new Promise((resolve) => {
    const sizes = [];
    let headers;
    call.on('metadata', (m) => { headers = m; });
    call.on('data', (m) => { sizes.push(m.payload.body.length); onMessage(sizes.length); });
    call.on('error', () => {});
    call.on('status', (end) => setImmediate(() => resolve({ sizes, headers, end })));
  });
}

/** The flags of the messages that come back for one request: grpc-js does not show them. */
function flags(method, request) {
  return new Promise((resolve, reject) => {
    const session = http2.connect(`${folder ? 'https' : 'http'}://${address}`, folder ? { ca: pem(folder, 'certificate') } : {});
    session.on('error', reject);
    const stream = session.request({
      ':method': 'POST', ':path': `/grpc.testing.TestService/${method}`, 'content-type': 'application/grpc', te: 'trailers',
      'grpc-accept-encoding': 'gzip',
    });
    const bytes = TestService.service[method].requestSerialize(request);
    const header = Buffer.alloc(5);
    header.writeUInt32BE(bytes.length, 1);
    stream.end(Buffer.concat([header, bytes]));
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('error', reject);
    stream.on('end', () => {
      const all = Buffer.concat(parts);
      const found = [];
      for (let at = 0; at < all.length; at += 5 + all.readUInt32BE(at + 1)) {
        found.push(all[at]);
      }
      session.close();
      resolve(found);
    });
  });
}

const sizesOut = [31415, 9, 2653, 58979];
const sizesIn = [27182, 8, 1828, 45904];
const outputs = (sizes, extra = []) => ({ response_parameters: sizes.map((size, i) => ({ size, compressed: extra[i] })) });

const cases = {
  async empty_unary() {
    const { response, end } = await answer((done) => client.EmptyCall({}, done));
    assert.deepEqual([end.code, response], [status.OK, {}]);
  },
  async large_unary() {
    const { response } = await unary({ response_size: 314159, payload: zeros(271828) });
    assert.deepEqual(response.payload.body, Buffer.alloc(314159));
  },
  async client_compressed_unary() {
    const request = (value) => ({ expect_compressed: { value }, response_size: 314159, payload: zeros(271828) });
    assert.equal((await unary(request(true))).end.code, status.INVALID_ARGUMENT);
    assert.equal((await unary(request(true), new Metadata(), gzip)).response.payload.body.length, 314159);
    assert.equal((await unary(request(false))).response.payload.body.length, 314159);
  },
  async server_compressed_unary() {
    for (const value of [true, false]) {
      const request = { response_compressed: { value }, response_size: 314159, payload: zeros(271828) };
      assert.deepEqual((await unary(request)).response.payload.body, Buffer.alloc(314159));
      assert.deepEqual(await flags('UnaryCall', request), [value ? 1 : 0]);
    }
  },
  async client_streaming() {
    const { response } = await answer((done) => {
      const call = client.StreamingInputCall(done);
      sizesIn.forEach((size) => call.write({ payload: zeros(size) }));
      call.end();
      return call;
    });
    assert.equal(response.aggregated_payload_size, 74922);
  },
  async client_compressed_streaming() {
    const probe = await answer((done) => {
      const call = client.StreamingInputCall(done);
      call.end({ expect_compressed: { value: true }, payload: zeros(27182) });
      return call;
    });
    assert.equal(probe.end.code, status.INVALID_ARGUMENT);
    const { response } = await answer((done) => {
      const call = gzip.StreamingInputCall(done);
      call.write({ expect_compressed: { value: true }, payload: zeros(27182) });
      call.write({ expect_compressed: { value: false }, payload: zeros(45904) }, noCompress);
      call.end();
      return call;
    });
    assert.equal(response.aggregated_payload_size, 73086);
  },
  async server_streaming() {
    const { sizes, end } = await drain(client.StreamingOutputCall(outputs(sizesOut)));
    assert.deepEqual([sizes, end.code], [sizesOut, status.OK]);
  },
  async server_compressed_streaming() {
    const request = outputs([31415, 92653], [{ value: true }, { value: false }]);
    const { sizes, end } = await drain(client.StreamingOutputCall(request));
    assert.deepEqual([sizes, end.code], [[31415, 92653], status.OK]);
    assert.deepEqual(await flags('StreamingOutputCall', request), [1, 0]);
  },
  async ping_pong() {
    const call = client.FullDuplexCall();
    const send = (i) => call.write({ ...outputs([sizesOut[i]]), payload: zeros(sizesIn[i]) });
    send(0);
    const { sizes, end } = await drain(call, (count) => (count < sizesOut.length ? send(count) : call.end()));
    assert.deepEqual([sizes, end.code], [sizesOut, status.OK]);
  },
  async empty_stream() {
    const call = client.FullDuplexCall();
    call.end();
    const { sizes, end } = await drain(call);
    assert.deepEqual([sizes, end.code], [[], status.OK]);
  },
  async custom_metadata() {
    const metadata = new Metadata();
    metadata.set(echoedInitial, 'test_initial_metadata_value');
    metadata.set(echoedTrailing, Buffer.from([0xab, 0xab, 0xab]));
    const call = client.FullDuplexCall(metadata);
    call.end({ ...outputs([314159]), payload: zeros(271828) });
    const both = [drain(call), unary({ response_size: 314159, payload: zeros(271828) }, metadata)];
    for (const { headers, end } of await Promise.all(both)) {
      assert.deepEqual(headers.get(echoedInitial), ['test_initial_metadata_value']);
      assert.deepEqual(end.metadata.get(echoedTrailing), [Buffer.from([0xab, 0xab, 0xab])]);
    }
  },
  async status_code_and_message() {
    const response_status = { code: 2, message: 'test status message' };
    const call = client.FullDuplexCall();
    call.end({ response_status });
    for (const { end } of await Promise.all([drain(call), unary({ response_status })])) {
      assert.deepEqual([end.code, end.details], [2, 'test status message']);
    }
  },
  async special_status_message() {
    const message = '\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n';
    const { end } = await unary({ response_status: { code: 2, message } });
    assert.deepEqual([end.code, end.details], [2, message]);
  },
  async unimplemented_method() {
    assert.equal((await answer((done) => client.UnimplementedCall({}, done))).end.code, status.UNIMPLEMENTED);
  },
  async unimplemented_service() {
    const other = new UnimplementedService(address, credentials);
    assert.equal((await answer((done) => other.UnimplementedCall({}, done))).end.code, status.UNIMPLEMENTED);
    other.close();
  },
  async cancel_after_begin() {
    const { end } = await answer((done) => {
      const call = client.StreamingInputCall(done);
      setImmediate(() => call.cancel());
      return call;
    });
    assert.equal(end.code, status.CANCELLED);
  },
  async cancel_after_first_response() {
    const call = client.FullDuplexCall();
    call.write({ ...outputs([31415]), payload: zeros(27182) });
    const { sizes, end } = await drain(call, () => call.cancel());
    assert.deepEqual([sizes, end.code], [[31415], status.CANCELLED]);
  },
  async timeout_on_sleeping_server() {
    const call = client.FullDuplexCall(new Metadata(), { deadline: Date.now() + 1 });
    call.write({ payload: zeros(27182) });
    assert.equal((await drain(call)).end.code, status.DEADLINE_EXCEEDED);
  },
};

for (const [name, run] of Object.entries(cases)) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (e) {
    console.log(`failed ${name}: ${e.message.replaceAll('\n', ' ')}`);
  }
}
client.close();
gzip.close();
