import { fromSlack } from '../../../src/slack/question/slack-text';

describe('text as Slack sends it', () => {
  test.each([
    ['image <http://de.icr.io/ns/app:1|de.icr.io/ns/app:1>', 'image de.icr.io/ns/app:1'],
    ['see <https://cloud.ibm.com/docs>', 'see https://cloud.ibm.com/docs'],
    [
      'why is <https://cloud.ibm.com/codeengine/project/eu-de/1/application/web|the app> down?',
      'why is the app https://cloud.ibm.com/codeengine/project/eu-de/1/application/web down?',
    ],
    ['<mailto:bot@host.example|bot@host.example>', 'bot@host.example'],
    ['<@U0123ABC> shop-api', ' shop-api'],
    ['<@U0123ABC|bot> shop-api', ' shop-api'],
    ['app <#C0123ABC|shop-api>', 'app shop-api'],
    ['<!here> shop-api <!subteam^S012|@team>', ' shop-api '],
    ['a &lt;none&gt; &amp;&amp; b', 'a <none> && b'],
    ['&amp;lt;', '&lt;'],
    ['if a < b and c > d', 'if a < b and c > d'],
    ['<nil>', '<nil>'],
    ['shop\u00a0api', 'shop api'],
  ])('%j was typed as %j', (sent, typed) => {
    expect(fromSlack(sent)).toBe(typed);
  });
});
