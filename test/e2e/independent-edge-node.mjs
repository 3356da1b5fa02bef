// An edge node of the Eclipse Tahu JavaScript client (npm sparkplug-client): independent of Veinline's own code.
// The client leaves answering a rebirth to its application, so that is done here.
import sparkplug from 'sparkplug-client';

const client = sparkplug.newClient({
  serverUrl: process.argv[2],
  username: '',
  password: '',
  groupId: 'Independent',
  edgeNode: 'EDGE-1',
  clientId: 'independent-edge-1',
  version: 'spBv1.0',
});
let level = 40;
const births = () => {
  client.publishNodeBirth({
    timestamp: Date.now(),
    metrics: [{ name: 'Node Control/Rebirth', type: 'Boolean', value: false }],
  });
  client.publishDeviceBirth('LN2-77', {
    timestamp: Date.now(),
    metrics: [{ name: 'Level', type: 'Double', value: level }],
  });
};
client.on('birth', () => {
  births();
  console.log('born');
});
client.on('ncmd', births);
setInterval(() => {
  level += 0.25;
  client.publishDeviceData('LN2-77', {
    timestamp: Date.now(),
    metrics: [{ name: 'Level', type: 'Double', value: level }],
  });
}, 500);
