import type { Page } from 'playwright-core';
import { resetWorld } from '../../../playground/src/scenarios';
import { viewViolations } from '../../../playground/src/slack/block-kit';
import { messages, modal } from '../../support/every-block';
import { type HttpStub, type StubRequest, startHttpStub } from '../../support/http-stub';
import { button, composer, inChromium, message, say, typed } from '../../support/pages';

jest.setTimeout(60_000);

const noDockerfile = 'There is no Dockerfile';

/** What is watched in one test says nothing in the next. */
async function unwatch(page: Page, project: string): Promise<void> {
  await say(page, `/ce-image unwatch ${project}`);
  await message(page, `${project} is not watched here any more`).waitFor();
}

inChromium('what people do in the playground', {}, (pages) => {
  test('the tour shows the main job in six steps', async () => {
    const page = await pages.open('/?tour');
    const tour = page.getByRole('region', { name: 'Tour' });
    await tour.getByText('Step 1 of 6').waitFor();
    await tour.getByRole('button', { name: 'Type the command' }).click();
    await typed(page, '/ce-image build shop-api');
    await tour.getByRole('button', { name: 'Ask', exact: true }).click();
    await message(page, noDockerfile).waitFor();
    await tour.getByText('Step 3 of 6').waitFor();
    await tour.getByRole('button', { name: 'Next' }).click();
    await tour.getByRole('button', { name: 'Show log' }).click();
    await page.getByRole('dialog', { name: 'Log' }).getByText('step-build-and-push').waitFor();
    await page.keyboard.press('Escape');
    await tour.getByRole('button', { name: 'List what fails' }).click();
    await message(page, 'need attention in project shop').waitFor();
    await tour.getByText('Step 6 of 6').waitFor();
    await tour.getByRole('button', { name: 'Paste an error' }).click();
    await message(page, 'How to fix it').waitFor();
    await tour.waitFor({ state: 'detached' });
  });

  test('a slash command, with hints, answered in the channel', async () => {
    const page = await pages.open();
    await composer(page).pressSequentially('/ce-image build sh');
    const hint = page.getByRole('option', { name: 'build shop-api' });
    await hint.waitFor();
    await composer(page).press('ArrowDown');
    await composer(page).press('Enter');
    await typed(page, '/ce-image build shop-api');
    await composer(page).press('Enter');
    await message(page, noDockerfile).waitFor();
    // What was typed comes back with the arrow key.
    await composer(page).press('ArrowUp');
    await typed(page, '/ce-image build shop-api');
  });

  test('a mention is answered in its thread, which opens', async () => {
    const page = await pages.open();
    await say(page, '@ce-image build shop-api');
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('article').filter({ hasText: noDockerfile }).waitFor();
    await button(page, 'Close thread').click();
    await button(page, '1 reply').click();
    await thread.getByText(noDockerfile).first().waitFor();
  });

  test('a direct message explains what was pasted', async () => {
    const page = await pages.open();
    await button(page, 'ce-image').click();
    await say(page, 'Failed to pull image "de.icr.io/a/b:1": unauthorized: authentication required');
    await message(page, 'How to fix it').waitFor();
  });

  test('what is shown to one person only is not shown to another', async () => {
    const [ada, ben] = await Promise.all([pages.open('/?as=U0ADA'), pages.open('/?as=U0BEN')]);
    await say(ada, '/ce-image biuld shop-api');
    await message(ada, 'Only visible to you').getByText('Did you mean').waitFor();
    await say(ada, 'did you see that?');
    await message(ben, 'did you see that?').waitFor();
    expect(await ben.getByText('Did you mean').count()).toBe(0);
    await button(ada, 'Yes, do that').click();
    await message(ada, noDockerfile).waitFor();
  });

  test('an alert arrives live, its buttons work, and both windows see it', async () => {
    const [ada, ben] = await Promise.all([pages.open('/?as=U0ADA'), pages.open('/?as=U0BEN')]);
    await say(ada, '/ce-image watch shop');
    await message(ada, 'already there').waitFor();
    await ada.getByRole('button', { name: /The Dockerfile is not where the build looks/ }).click();
    await button(ada, 'Let it happen').click();
    await ada.getByRole('tab', { name: 'Simulation' }).click();
    await button(ada, '×10').click();
    await button(ada, 'Acknowledge').waitFor();
    await message(ben, noDockerfile).getByRole('button', { name: 'Acknowledge' }).click();
    await message(ada, noDockerfile).getByText('@ben').first().waitFor();
    await button(ada, 'Real time').click();
    // A button that asks first.
    await message(ada, noDockerfile).getByRole('button', { name: 'Re-run build' }).click();
    const dialog = ada.getByRole('dialog', { name: 'Re-run the build?' });
    await button(dialog, 'Cancel').click();
    await dialog.waitFor({ state: 'detached' });
    await unwatch(ada, 'shop');
  });

  test('a modal with inputs: what is wrong is said at the input, and what is right is done', async () => {
    const page = await pages.open();
    await say(page, '/ce-image watch');
    const modal = page.getByRole('dialog', { name: 'Watch a project' });
    const watch = modal.getByRole('button', { name: 'Watch', exact: true });
    // The first input has the focus, though the modal opens before its inputs come.
    await modal.locator('.select:focus').waitFor();
    await modal.getByLabel('Failures in a row').fill('0');
    await watch.click();
    await modal.getByRole('alert').getByText('Must be at least 1.').waitFor();
    await modal.getByLabel('Failures in a row').fill('2');
    await modal.getByLabel('Time zone').fill('Moon/Base');
    await watch.click();
    await modal.getByRole('alert').getByText('No such time zone').waitFor();
    await modal.getByLabel('Time zone').fill('Europe/Berlin');
    await modal.getByRole('button', { name: 'shop (eu-de)' }).click();
    await modal.getByRole('combobox', { name: 'Filter' }).fill('previews');
    // The app searches; a list that is still the old one has other projects.
    await modal.getByRole('option', { name: 'shop-previews (eu-de)' }).click();
    await modal.getByRole('button', { name: 'shop-previews (eu-de)' }).waitFor();
    await watch.click();
    await modal.waitFor({ state: 'detached' });
    await message(page, 'Watching project shop-previews').waitFor();
    await unwatch(page, 'shop-previews');
  });

  test('two windows press the same button: one card, no error', async () => {
    // Nothing else is said there.
    const [one, two] = await Promise.all([
      pages.open('/?as=U0ADA&channel=C0GENERAL'),
      pages.open('/?as=U0BEN&channel=C0GENERAL'),
    ]);
    await say(one, '/ce-image build shop-api');
    await Promise.all([message(one, noDockerfile).waitFor(), message(two, noDockerfile).waitFor()]);
    await Promise.all([button(one, 'Check again').click(), button(two, 'Check again').click()]);
    await Promise.all([message(one, noDockerfile).waitFor(), message(two, noDockerfile).waitFor()]);
    for (const page of [one, two]) {
      expect(await page.getByRole('article').count()).toBe(1);
      expect(await page.getByText('did not accept this').count()).toBe(0);
    }
  });

  describe('beside another app', () => {
    let app: HttpStub;
    let bot: string | undefined;
    beforeEach(async () => {
      app = await startHttpStub();
      app.on('POST /slack/events', (request) => {
        const { type, value } = payloadOf(request);
        if (type !== 'block_suggestion') return { text: '' };
        const options = ['shop', 'shop-ci'].map((name) => ({
          text: { type: 'plain_text', text: `${name} for ${String(value)}` },
          value: name,
        }));
        return { json: { options } };
      });
      app.on('GET /health', { text: 'ok' });
      const { slack } = pages.playground;
      bot = slack.delivery.requestUrl;
      slack.connect(`${app.url}/slack/events`);
    });
    afterEach(async () => {
      pages.playground.slack.connect(bot as string);
      await app.close();
    });

    const payloadOf = ({ body }: StubRequest) =>
      JSON.parse(new URLSearchParams(body).get('payload') ?? '{}') as Record<string, unknown>;
    /** What the app was told of, newest last. */
    const actions = () =>
      app
        .requestsFor('POST /slack/events')
        .map(payloadOf)
        .flatMap((payload) => (payload.actions ?? []) as Record<string, unknown>[]);
    const post = (blocks: readonly Readonly<Record<string, unknown>>[] = []) =>
      pages.playground.slack.state.say({
        channel: 'C0SHOP',
        user: 'U0CEIMAGE',
        byBot: true,
        text: '',
        blocks: blocks as Record<string, unknown>[],
      });

    test('buttons, menus and confirmations tell it what was meant', async () => {
      const page = await pages.open();
      post(messages[0]);
      const first = message(page, 'A header');
      const told = async (press: () => Promise<void>) => {
        const next = app.nextRequest();
        await press();
        await next;
        return actions().at(-1);
      };
      expect(await told(() => button(first, 'Not helpful').click())).toMatchObject({
        type: 'feedback_buttons',
        action_id: 'feedback',
        value: 'no',
      });
      expect(await told(() => button(first, 'Remove').click())).toMatchObject({
        type: 'icon_button',
        action_id: 'remove',
      });
      await button(first, 'Danger').click();
      const dialog = page.getByRole('dialog', { name: 'Really?' });
      await button(dialog, 'No').click();
      await dialog.waitFor({ state: 'detached' });
      await button(first, 'Danger').click();
      expect(await told(() => button(dialog, 'Do it').click())).toMatchObject({ action_id: 'danger' });
      await button(first, 'Choose one').click();
      expect(await told(() => page.getByRole('option', { name: 'Second' }).click())).toMatchObject({
        selected_option: { value: '2' },
      });
      await button(first, 'More actions').click();
      expect(await told(() => page.getByRole('option', { name: 'That' }).click())).toMatchObject({
        type: 'overflow',
        selected_option: { value: 'that' },
      });
      await button(first, 'Choose a project').click();
      await page.getByRole('combobox', { name: 'Filter' }).fill('sh');
      expect(await told(() => page.getByRole('option', { name: 'shop-ci for sh' }).click())).toMatchObject({
        type: 'external_select',
        selected_option: { value: 'shop-ci' },
      });
    });

    test('a modal with every input: what is missing is said there, an external menu asks, all of it arrives', async () => {
      const page = await pages.open();
      expect(viewViolations(modal)).toEqual([]);
      pages.playground.slack.state.openView('U0ADA', modal as Record<string, unknown>);
      const dialog = page.getByRole('dialog', { name: 'Every input' });
      await dialog.getByRole('note').filter({ hasText: 'An alert: error' }).waitFor();
      await button(dialog, 'Send').click();
      const missing = dialog.getByText('Please complete this required field.');
      await missing.first().waitFor();
      expect(await missing.count()).toBe(3);
      await dialog.getByLabel('Name').fill('shop-api');
      await dialog.getByLabel('Count').fill('3');
      await dialog.getByLabel('Apps').check();
      await dialog.getByLabel('Later').check();
      await button(dialog, 'Type a name').click();
      await dialog.getByText('Type 2 characters or more').waitFor();
      await dialog.getByRole('combobox', { name: 'Filter' }).fill('shop');
      await dialog.getByRole('option', { name: 'shop for shop' }).click();
      await button(dialog, 'Channels').click();
      await dialog.getByRole('option', { name: '#general' }).click();
      await button(dialog, 'Send').click();
      await dialog.waitFor({ state: 'detached' });
      const { view } = payloadOf(app.requestsFor('POST /slack/events').at(-1) as StubRequest) as {
        view: { state: { values: Record<string, { value: unknown }> } };
      };
      const { values } = view.state;
      expect(values.Name?.value).toEqual({ type: 'plain_text_input', value: 'shop-api' });
      expect(values.Count?.value).toMatchObject({ value: '3' });
      expect(values.Kinds?.value).toMatchObject({ selected_options: [{ value: 'apps' }] });
      expect(values.How?.value).toMatchObject({ selected_option: { value: 'later' } });
      expect(values.Project?.value).toMatchObject({ selected_option: { value: 'shop' } });
      expect(values.Channels?.value).toMatchObject({ selected_channels: ['C0GENERAL'] });
    });

    test('its Home has a place beside its messages', async () => {
      const page = await pages.open();
      await button(page, 'ce-image').click();
      const tabs = await page.getByRole('tablist', { name: 'ce-image' }).boundingBox();
      expect(tabs?.height).toBeLessThan(50);
      await page.getByRole('tab', { name: 'Home' }).click();
      await page.getByRole('heading', { name: 'Nothing here yet' }).waitFor();
      const blocks = [{ type: 'header', text: { type: 'plain_text', text: 'What fails' } }];
      pages.playground.slack.state.openView('U0ADA', { type: 'home', blocks });
      await page.getByRole('heading', { name: 'What fails' }).waitFor();
      await page.getByRole('tab', { name: 'Messages' }).click();
      await composer(page).waitFor();
    });
  });

  test.each([
    ['An app fails', 'newsletter', 'The registry refuses the login'],
    ['A job fails', 'sales-report-run-21', 'failed'],
  ])('%s while somebody looks: it is on its way, then it has failed', async (_, name, cause) => {
    const page = await pages.open();
    await page.getByRole('searchbox', { name: 'Filter cases' }).fill(name);
    await page.locator('.case-title').first().click();
    await button(page, 'Let it happen').click();
    await page.getByText(/is being deployed|is running again/).waitFor();
    pages.playground.world.clock.jump(60_000);
    await button(page, 'Ask').click();
    await message(page, cause).waitFor();
  });

  test.each([
    ['An image vanishes', 'App storefront (shop-prod) is healthy', 'is gone from the registry'],
    ['A registry key is rotated', 'App cart (shop-prod) is healthy', 'The registry refuses the login'],
    ['A quota fills up', 'shop-web:5.7.2 can be used', 'storage quota is used up'],
  ])('%s: what was well is broken, and the card says why', async (title, before, after) => {
    const page = await pages.open();
    await page.getByRole('tab', { name: 'Simulation' }).click();
    const happening = page.getByRole('listitem').filter({ hasText: title });
    const ask = button(happening, 'Ask about it');
    await ask.click();
    await message(page, before).waitFor();
    await button(happening, 'Let it happen').click();
    await ask.click();
    await message(page, after).waitFor();
    resetWorld(pages.playground.world);
  });
});
