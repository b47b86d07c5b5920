// An MQTT 3.1.1 broker (aedes) on the loopback interface, and one publisher connected to it like any other client, over TCP.
import { createServer, type AddressInfo } from 'node:net';
import { Aedes } from 'aedes';
import { connectAsync } from 'mqtt';

export interface Broker {
  readonly url: string;
  publish(topic: string, payload: string): Promise<unknown>;
  close(): Promise<void>;
}

export async function openBroker(): Promise<Broker> {
  const aedes = await Aedes.createBroker();
  const server = createServer(aedes.handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publisher = await connectAsync(url, { clientId: 'checkout', reconnectPeriod: 500 });
  return {
    url,
    publish: (topic, payload) => publisher.publishAsync(topic, payload, { qos: 1 }),
    close: async () => {
      await publisher.endAsync();
      await new Promise<void>((resolve) => aedes.close(resolve));
      server.close();
    },
  };
}
