import axios, { AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import { Recorder } from '../../src/record/recorder';

describe('what a recorder hears of an API', () => {
  it('is how long the answer took', async () => {
    let now = 1000;
    const recorder = new Recorder(() => now);
    const client = axios.create({
      adapter: recorder.adapter(async (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
        now += 7;
        return { data: '{}', status: 200, statusText: '', headers: new AxiosHeaders(), config };
      }),
    });
    await client.get('https://api.example.com/v2/projects');
    now += 100;
    expect(recorder.exchanges).toMatchObject([{ status: 200, ms: 7 }]);
  });
});
