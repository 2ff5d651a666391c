/** The side panel: documented cases to try, and the world behind them. */
import { useEffect, useState } from 'preact/hooks';
import type { WireCase, WireHappening } from '../src/web/wire';
import { Icon } from './icons';
import { change, perform, propose, say, useStore } from './store';

export function Panel({ close }: { readonly close: () => void }) {
  const [tab, setTab] = useState<'cases' | 'world'>('cases');
  const tabButton = (id: typeof tab, label: string) => (
    <button
      type="button"
      role="tab"
      id={`tab-${id}`}
      aria-selected={tab === id}
      aria-controls="panel-content"
      onClick={() => setTab(id)}
    >
      {label}
    </button>
  );
  return (
    <aside class="panel" aria-label="Simulation">
      <header>
        <div role="tablist" aria-label="Simulation">
          {tabButton('cases', 'Cases')}
          {tabButton('world', 'Simulation')}
        </div>
        <button type="button" class="icon narrow" aria-label="Close panel" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div
        id="panel-content"
        class="panel-content"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        tabIndex={0}
      >
        {tab === 'cases' ? <Cases done={close} /> : <World done={close} />}
      </div>
    </aside>
  );
}

/** Asks in the channel where the window looks; a thread is no place for a slash command. */
async function ask(command: string, done: () => void): Promise<void> {
  change({ thread: undefined });
  done();
  await say(`/ce-image ${command}`.trim());
}

/** The documented families of cases by the letter of their ids. */
const families: readonly (readonly [string, string])[] = [
  ['B', 'Builds'],
  ['I', 'Images that cannot be pulled'],
  ['A', 'Apps'],
  ['J', 'Jobs'],
  ['F', 'Functions'],
  ['P', 'Projects'],
  ['', 'What works'],
];

function byNumber(a: WireCase, b: WireCase): number {
  return Number(a.case?.slice(2) ?? 0) - Number(b.case?.slice(2) ?? 0);
}

function Cases({ done }: { readonly done: () => void }) {
  const { snapshot } = useStore();
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState('');
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = (snapshot?.cases ?? []).filter(({ case: documented, title, command, cause }) => {
    const text = `${documented ?? 'works'} ${title} ${command} ${cause}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <>
      <p class="muted">
        Everything that IBM documents to go wrong with an image goes wrong in this simulated cloud. Pick a
        case and ask why.
      </p>
      <input
        type="search"
        placeholder={`Filter ${snapshot?.cases.length ?? ''} cases: pull, memory, B-4…`}
        aria-label="Filter cases"
        value={filter}
        onInput={(event) => setFilter(event.currentTarget.value)}
      />
      <div role="status" class="visually-hidden">{`${shown.length} cases`}</div>
      {families.map(([letter, family]) => {
        const within = shown.filter((each) => (each.case?.[0] ?? '') === letter).sort(byNumber);
        if (within.length === 0) return null;
        return (
          <section key={letter} aria-label={family}>
            <h3>
              {family} <span class="muted">{within.length}</span>
            </h3>
            <ul class="cases">
              {within.map((each) => (
                <CaseRow
                  key={each.id}
                  item={each}
                  open={each.id === chosen}
                  toggle={() => setChosen(each.id === chosen ? '' : each.id)}
                  done={done}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {shown.length === 0 && <p class="muted">No case has these words.</p>}
    </>
  );
}

function CaseRow(props: {
  readonly item: WireCase;
  readonly open: boolean;
  readonly toggle: () => void;
  readonly done: () => void;
}) {
  const { item, open, toggle, done } = props;
  const command = `/ce-image ${item.command}`;
  return (
    <li class={open ? 'case open' : 'case'}>
      <button type="button" class="case-title" aria-expanded={open} onClick={toggle}>
        <span class="case-id">{item.case ?? <Icon name="check" />}</span>
        <span>{item.title}</span>
      </button>
      {open && (
        <div class="case-body">
          <code>{command}</code>
          <div class="block-actions">
            <button type="button" class="button primary" onClick={() => void ask(item.command, done)}>
              Ask
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                change({ thread: undefined });
                propose(command);
                done();
              }}
            >
              To composer
            </button>
            {item.happens && (
              <button
                type="button"
                class="button"
                title="It happens once more, in the simulated cloud’s time"
                onClick={() => void perform({ do: 'happen', name: item.id })}
              >
                Let it happen
              </button>
            )}
            {item.mends && (
              <button
                type="button"
                class="button"
                title="Somebody follows the card, and runs it again"
                onClick={() => void perform({ do: 'mend', name: item.id })}
              >
                Fix it
              </button>
            )}
          </div>
        </div>
      )}
    </li>
  );
}

const speeds = [1, 10, 60, 600];

function World({ done }: { readonly done: () => void }) {
  const { snapshot } = useStore();
  const [asking, setAsking] = useState(false);
  if (!snapshot) return null;
  const { world, happenings } = snapshot;
  return (
    <>
      <h3>Time</h3>
      <p>
        It is <WorldTime now={world.now} speed={world.speed} />
      </p>
      <fieldset class="speeds">
        <legend class="visually-hidden">Speed of time</legend>
        {speeds.map((speed) => (
          <button
            type="button"
            class="button"
            aria-pressed={world.speed === speed}
            onClick={() => void perform({ do: 'speed', speed })}
          >
            {speed === 1 ? 'Real time' : `×${speed}`}
          </button>
        ))}
      </fieldset>
      <h3>Let something happen</h3>
      <ul class="cases">
        {happenings.map((each) => (
          <Happening key={each.id} item={each} done={done} />
        ))}
      </ul>
      <h3>Faults</h3>
      <p class="muted">What does the bot say when what it asks is broken?</p>
      {world.faults.map(({ id, title, on }) => (
        <label class="box">
          <input
            type="checkbox"
            checked={on}
            onChange={(event) => void perform({ do: 'fault', name: id, on: event.currentTarget.checked })}
          />
          <span>{title}</span>
        </label>
      ))}
      <h3>Start afresh</h3>
      {asking ? (
        <div class="block-actions">
          <button
            type="button"
            class="button danger"
            onClick={() => {
              setAsking(false);
              void perform({ do: 'reset' });
            }}
          >
            Yes, reset everything
          </button>
          <button type="button" class="button" onClick={() => setAsking(false)}>
            No
          </button>
        </div>
      ) : (
        <button type="button" class="button" onClick={() => setAsking(true)}>
          Reset the playground
        </button>
      )}
    </>
  );
}

function Happening({ item, done }: { readonly item: WireHappening; readonly done: () => void }) {
  return (
    <li class="case open">
      <div class="case-body">
        <b>{item.title}</b>
        <p class="muted">{item.detail}</p>
        <div class="block-actions">
          <button type="button" class="button" onClick={() => void perform({ do: 'happen', name: item.id })}>
            Let it happen
          </button>
          <button type="button" class="button" onClick={() => void ask(item.command, done)}>
            Ask about it
          </button>
        </div>
      </div>
    </li>
  );
}

function WorldTime({ now, speed }: { readonly now: number; readonly speed: number }) {
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const from = performance.now();
    const draw = () => setShown(now + (performance.now() - from) * speed);
    draw();
    const timer = setInterval(draw, 500);
    return () => clearInterval(timer);
  }, [now, speed]);
  const at = new Date(shown);
  return <time dateTime={at.toISOString()}>{`${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`}</time>;
}
