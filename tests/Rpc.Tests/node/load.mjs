// For bench/Rpc: echoes of 135 bytes from so many callers for so many milliseconds; prints calls per second, p50 and p99 in microseconds.
import { grpc, EchoService } from './echo.mjs';

const [address, callers, milliseconds] = process.argv.slice(2);
const client = new EchoService(address, grpc.credentials.createInsecure());
const request = { text: 'x'.repeat(132) };
const say = () => new Promise((resolve, reject) => { client.say(request, (e, reply) => (e ? reject(e) : resolve(reply))); });

async function load(length) {
  const latencies = [];
  const start = performance.now();
  const end = start + length;
  const run = async () => {
    for (let began = performance.now(); began < end; began = performance.now()) {
      await say();
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: Number(callers) }, run));
  return { latencies: latencies.sort((a, b) => a - b), seconds: (performance.now() - start) / 1000 };
}

// The first half of the time warms it up.
await load(Number(milliseconds) / 2);
const { latencies, seconds } = await load(Number(milliseconds));
const at = (share) => latencies[Math.floor(latencies.length * share)] * 1000;
console.log(`${latencies.length / seconds} ${at(0.5)} ${at(0.99)}`);
client.close();
