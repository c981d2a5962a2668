// Calls the echo service at the address given as a browser does: with fetch, frames written by hand. One line a case, as the others.
import assert from 'node:assert/strict';
import { EchoService } from './echo.mjs';

const [address] = process.argv.slice(2);
const encode = (request) => EchoService.service.Say.requestSerialize(request);
const decode = (bytes) => EchoService.service.Say.responseDeserialize(bytes);
const details = Buffer.from([0, 1, 2, 250, 251, 252, 253]);

function frame(bytes) {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

/** Messages and trailers of a body; a frame of trailers must be the last. */
function cut(body) {
  const messages = [];
  let trailers;
  for (let at = 0; at < body.length;) {
    assert.equal(trailers, undefined, 'something follows the trailers');
    const end = at + 5 + body.readUInt32BE(at + 1);
    const payload = body.subarray(at + 5, end);
    if (body[at] === 0x80) {
      trailers = new Map(payload.toString().split('\r\n').filter(Boolean).map((line) => line.split(': ')));
    } else {
      messages.push(decode(payload));
    }
    at = end;
  }
  return { messages, trailers };
}

/** Base64 in several padded pieces. */
const untext = (text) => Buffer.concat((text.match(/[^=]+=*/g) ?? []).map((piece) => Buffer.from(piece, 'base64')));

function post(method, request, { text = false, headers = {}, service = 'echo.v1.EchoService', type } = {}) {
  const body = frame(encode(request));
  return fetch(`${address}/${service}/${method}`, {
    method: 'POST',
    headers: { 'content-type': type ?? `application/grpc-web${text ? '-text' : '+proto'}`, 'x-grpc-web': '1', ...headers },
    body: text ? body.toString('base64') : body,
  });
}

async function call(method, request, options = {}) {
  const response = await post(method, request, options);
  const body = Buffer.from(await response.arrayBuffer());
  return { response, ...cut(options.text ? untext(body.toString()) : body) };
}

async function streams(options) {
  const { messages, trailers } = await call('Repeat', { text: 'x', count: 100 }, options);
  assert.deepEqual(messages.map((m) => m.index), [...Array(100).keys()]);
  assert.equal(trailers.get('grpc-status'), '0');
}

async function echoes(options) {
  const { response, messages, trailers } = await call('Say', { text: 'è un canone', payload: Buffer.alloc(10000, 7) }, options);
  assert.equal(response.headers.get('content-type'), `application/grpc-web${options.text ? '-text' : ''}`);
  assert.deepEqual(messages.map((m) => [m.text, m.payload]), [['è un canone', Buffer.alloc(10000, 7)]]);
  assert.equal(trailers.get('grpc-status'), '0');
}

const cases = {
  unary: () => echoes({}),
  unary_text: () => echoes({ text: true }),
  async refusal_before_any_message_is_in_the_headers() {
    const { response, messages, trailers } = await call('Say', { behave: 'refuse', text: 'già pagato' });
    assert.deepEqual([messages, trailers], [[], undefined]);
    assert.equal(response.headers.get('grpc-status'), '9');
    assert.equal(decodeURIComponent(response.headers.get('grpc-message')), 'già pagato');
    assert.deepEqual(Buffer.from(response.headers.get('grpc-status-details-bin'), 'base64'), details);
  },
  server_streaming: () => streams({}),
  server_streaming_text: () => streams({ text: true }),
  async streaming_arrives_as_it_is_written() {
    const response = await post('Repeat', { text: 'x', count: 1, behave: 'wait' }, { text: true });
    const reader = response.body.getReader();
    const { value } = await reader.read();
    assert.deepEqual(cut(untext(Buffer.from(value).toString())).messages.map((m) => m.text), ['x']);
    await reader.cancel();
  },
  async refusal_after_messages_is_in_the_last_frame() {
    const { messages, trailers } = await call('Repeat', { count: 3, behave: 'refuse' });
    assert.equal(messages.length, 3);
    assert.deepEqual([trailers.get('grpc-status'), trailers.get('grpc-message')], ['8', 'enough']);
    assert.deepEqual(Buffer.from(trailers.get('grpc-status-details-bin'), 'base64'), details);
  },
  async metadata_travels_both_ways() {
    const headers = { 'x-text': 't', 'x-bytes-bin': Buffer.from([0xab]).toString('base64') };
    const seen = (await call('Say', { behave: 'metadata' }, { headers })).messages[0].text.split('\n');
    assert.ok(seen.includes('x-text=t') && seen.includes('x-bytes-bin=AB'));
    const { response, trailers } = await call('Say', { behave: 'headers', text: 'one' });
    assert.deepEqual([response.headers.get('initial'), trailers.get('trailing')], ['one', 'one']);
  },
  async deadline() {
    const { response } = await call('Say', { behave: 'wait' }, { headers: { 'grpc-timeout': '100m' } });
    assert.equal(response.headers.get('grpc-status'), '4');
  },
  async unimplemented_method() {
    assert.equal((await call('Nothing', {})).response.headers.get('grpc-status'), '12');
  },
  async unimplemented_service() {
    assert.equal((await call('Nothing', {}, { service: 'nobody.v1.Nobody' })).response.headers.get('grpc-status'), '12');
  },
  async another_content_type_is_refused() {
    assert.equal((await post('Say', {}, { type: 'application/grpc-webby' })).status, 415);
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
