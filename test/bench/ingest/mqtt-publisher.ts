// Publishes N numbered messages to one topic a counter, QoS 1, as fast as or at the rate asked.
import { connectAsync } from 'mqtt';

const [url = '', count = '200000', rate = '0', topics = '100'] = process.argv.slice(2);
const client = await connectAsync(url, { clientId: `bench-publisher-${process.pid}` });
const total = Number(count);
const perTick = Number(rate) > 0 ? Number(rate) / 100 : 0;
const begun = Date.now();
let sent = 0;
let inFlight = 0;
await new Promise<void>((done) => {
  let isPumping = false;
  const pump = (): void => {
    if (isPumping) return;
    isPumping = true;
    const allowed = perTick > 0 ? Math.min(total, Math.floor(((Date.now() - begun) / 10) * perTick)) : total;
    while (sent < allowed && inFlight < 2_000) {
      const n = sent++;
      inFlight += 1;
      client.publish(
        `bench/${n % Number(topics)}`,
        `{"value":${Math.floor(n / Number(topics))},"timestamp":${Date.now()}}`,
        { qos: 1 },
        () => {
          inFlight -= 1;
          if (sent === total && inFlight === 0) done();
          else if (inFlight < 1_000) pump();
        },
      );
    }
    isPumping = false;
  };
  const timer = setInterval(pump, 10);
  client.on('close', () => clearInterval(timer));
  pump();
});
console.log(`published ${total} in ${Date.now() - begun} ms`);
await client.endAsync();
process.exit(0);
