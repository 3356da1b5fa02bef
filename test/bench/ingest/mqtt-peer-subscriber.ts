// The bare peer: an mqtt.js subscriber that only counts.
import { connectAsync } from 'mqtt';

const [url = ''] = process.argv.slice(2);
const client = await connectAsync(url, {
  clientId: 'bench-bare',
  protocolVersion: 5,
  properties: { receiveMaximum: 65535 },
});
let count = 0;
client.on('message', () => {
  count += 1;
});
await client.subscribeAsync('bench/#', { qos: 1 });
console.log('subscribed');
setInterval(() => console.log(`count ${count} at ${Date.now()}`), 50);
