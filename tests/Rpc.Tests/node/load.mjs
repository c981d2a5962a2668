// For bench/Rpc: echoes of 135 bytes from so many callers for so many milliseconds; prints calls per second, p50 and p99 in microseconds.
import { grpc, EchoService } from './echo.mjs';

const [address, callers, milliseconds] = process.argv.slice(2);
const client = new EchoService(address, grpc.credentials.createInsecure());
const request = { text: 'x'.repeat(132) };
const say = () => new Promise((resolve, reject) => { client.say(request, (e, reply) => (e ? reject(e) : resolve(reply))); });

const latencies = [];
await say();
const start = performance.now();
const end = start + Number(milliseconds);

async function run() {
  for (let began = performance.now(); began < end; began = performance.now()) {
    await say();
    latencies.push(performance.now() - began);
  }
}

await Promise.all(Array.from({ length: Number(callers) }, run));
const elapsed = (performance.now() - start) / 1000;
latencies.sort((a, b) => a - b);
const at = (share) => latencies[Math.floor(latencies.length * share)] * 1000;
console.log(`${latencies.length / elapsed} ${at(0.5)} ${at(0.99)}`);
client.close();
