// A small client of the service: loads the contract, connects, and turns callbacks into promises.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

const protos = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'protos');
const services = [
  'agency', 'household', 'budget', 'ledger', 'plan', 'planning', 'compliance', 'arrears', 'empowerment', 'warning', 'hosting',
  'reconciliation', 'bulk', 'protection', 'access',
];
const definition = protoLoader.loadSync(
  services.map((name) => `budgetcoaching/v1/${name}_service.proto`),
  { includeDirs: [protos], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true },
);
const api = grpc.loadPackageDefinition(definition).budgetcoaching.v1;

/** Every call ends within this time, whatever the network does. */
const deadlineSeconds = 30;

/** Proves who calls (docs/access.md), with agency and role; without one, actor and agency are what the call says. */
const { BUDGET_COACHING_TOKEN: token, BUDGET_COACHING_API_KEY: key, BUDGET_COACHING_CA: authorities } = process.env;
export const isVerified = Boolean(token || key);

/** The agency to work in: a sample's own, or with a credential the one that it belongs to, where creditor aler is registered. */
export const agencyId = (own) => (isVerified ? process.env.BUDGET_COACHING_AGENCY ?? 'demo' : own);

/** Ends the program with one line. */
function end(line) {
  console.error(line);
  process.exit(1);
}

export function connect({
  address = process.env.BUDGET_COACHING ?? '127.0.0.1:5081', actor = 'story', role = 'consultant', agency = 'story',
} = {}) {
  const metadata = new grpc.Metadata();
  metadata.set('x-source', 'samples');
  if (token) {
    metadata.set('authorization', `Bearer ${token}`);
  } else if (key) {
    metadata.set('x-api-key', key);
  } else {
    metadata.set('x-actor', actor);
    metadata.set('x-role', role);
    metadata.set('x-agency', agency);
  }

  const transport = authorities ? grpc.credentials.createSsl(readFileSync(authorities)) : grpc.credentials.createInsecure();
  const clients = Object.fromEntries(services.map((name) => {
    const service = name[0].toUpperCase() + name.slice(1) + 'Service';
    return [name, new api[service](address, transport)];
  }));
  const options = () => ({ deadline: Date.now() + deadlineSeconds * 1000 });
  return {
    call: (service, method, request) => new Promise((resolve, reject) => {
      clients[service][method](request, metadata, options(), (error, answer) => {
        if (error?.code === grpc.status.UNAVAILABLE && error.details.includes('ECONNREFUSED')) {
          end(`no service at ${address}; start it with: dotnet run --project src/Api -- --demo`);
        }
        if (error?.code === grpc.status.UNAUTHENTICATED) {
          end(`the service does not accept the caller: ${error.details} (BUDGET_COACHING_TOKEN, BUDGET_COACHING_API_KEY)`);
        }
        return error ? reject(error) : resolve(answer);
      });
    }),
    stream: (service, method, request) => clients[service][method](request, metadata, options()),
    duplex: (service, method) => clients[service][method](metadata, options()),
    close: () => Object.values(clients).forEach((client) => client.close()),
  };
}

export const newId = randomUUID;

/** '230.50' as google.type.Money, without floating point. */
export function euro(text) {
  const [units, cents = '0'] = text.split('.');
  return { currency_code: 'EUR', units, nanos: Number(cents.padEnd(2, '0')) * 10_000_000 };
}

export function text(money) {
  const cents = toCents(money);
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Whole cents, as a BigInt. */
export const toCents = (money) => BigInt(money?.units ?? 0) * 100n + BigInt(money?.nanos ?? 0) / 10_000_000n;

export const fromCents = (cents) => ({ currency_code: 'EUR', units: String(cents / 100n), nanos: Number(cents % 100n) * 10_000_000 });

/** '2026-03-05' as google.type.Date. */
export function date(iso) {
  const [year, month, day] = iso.split('-').map(Number);
  return { year, month, day };
}

export function iso(value) {
  const pad = (number, length) => String(number).padStart(length, '0');
  return value ? `${pad(value.year, 4)}-${pad(value.month, 2)}-${pad(value.day, 2)}` : 'none';
}

/** A rich error's ErrorInfo reason: what programs decide by. */
export function reason(error) {
  const details = error.metadata?.get('grpc-status-details-bin')?.[0];
  return details ? /[A-Z][A-Z0-9]*(_[A-Z0-9]+)+/.exec(details.toString('latin1'))?.[0] : undefined;
}
