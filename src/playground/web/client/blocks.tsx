/** Block Kit as Slack draws it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Spot } from '../wire';
import { Dialog } from './dialog';
import { InputBlock, type Inputs } from './inputs';
import { asList, isJson, type Json, plainText } from './json';
import { Markdown } from './markdown';
import { choicesOf, Menu } from './menu';
import { Link, Mrkdwn } from './mrkdwn';
import { leafText, RichText } from './rich-text';
import { current, perform } from './store';

/** Where blocks stand, and what the inputs among them hold. */
export interface Surface {
  readonly on: Spot;
  readonly inputs?: Inputs;
}

export function Blocks({
  blocks,
  surface,
}: {
  readonly blocks: readonly unknown[];
  readonly surface: Surface;
}) {
  return (
    <div class="blocks">
      {blocks.filter(isJson).map((block) => (
        <Block block={block} surface={surface} />
      ))}
    </div>
  );
}

interface Props {
  readonly block: Json;
  readonly surface: Surface;
}

function Block({ block, surface }: Props) {
  switch (block.type) {
    case 'header':
      return <h3 class="block-header">{plainText(block.text)}</h3>;
    case 'section':
      return <Section block={block} surface={surface} />;
    case 'context':
      return (
        <div class="block-context">
          {asList(block.elements).map((each) =>
            each.type === 'image' ? image(each) : <Text value={each} />,
          )}
        </div>
      );
    case 'actions':
    case 'context_actions':
      return (
        <div class={block.type === 'actions' ? 'block-actions' : 'block-actions small'}>
          {asList(block.elements).map((each) => (
            <Control element={each} surface={surface} />
          ))}
        </div>
      );
    case 'divider':
      return <hr />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'markdown':
      return <Markdown text={String(block.text ?? '')} />;
    case 'table':
    case 'data_table':
      return <Table block={block} />;
    case 'image':
      return image(block);
    case 'input':
      return <InputBlock block={block} inputs={surface.inputs} />;
    case 'alert':
      return (
        <div class={`block-alert ${word(block.level)}`} role="note">
          <Text value={block.text} />
        </div>
      );
    case 'container':
      return <Container block={block} surface={surface} />;
    case 'card':
      return <Card block={block} surface={surface} />;
    case 'carousel':
      return (
        <div class="block-carousel">
          {asList(block.elements).map((each) => (
            <Card block={each} surface={surface} />
          ))}
        </div>
      );
    case 'plan':
      return (
        <div class="block-plan">
          <b>{typeof block.title === 'string' ? block.title : plainText(block.title)}</b>
          {asList(block.tasks).map((task) => (
            <Task block={task} />
          ))}
        </div>
      );
    case 'task_card':
      return <Task block={block} />;
    default:
      return <div class="block-context">{`A block of type ${String(block.type)}`}</div>;
  }
}

/** A text object. */
export function Text({ value }: { readonly value: unknown }) {
  if (typeof value === 'string') return <span>{value}</span>;
  if (!isJson(value)) return null;
  if (value.type === 'mrkdwn') return <Mrkdwn text={String(value.text ?? '')} />;
  if (value.type === 'rich_text') return <RichText block={value} />;
  return <span class="plain">{plainText(value)}</span>;
}

/** The page loads nothing from elsewhere, so a picture is its description and its address. */
function image(value: Json): ComponentChildren {
  const words = `🖼 ${String(value.alt_text ?? 'Image')}`;
  return <Link url={String(value.image_url ?? '')}>{words}</Link>;
}

function Section({ block, surface }: Props) {
  const fields = asList(block.fields);
  return (
    <div class="block-section">
      <div class="block-text">
        {block.text !== undefined && <Text value={block.text} />}
        {fields.length > 0 && (
          <div class="block-fields">
            {fields.map((field) => (
              <div>
                <Text value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isJson(block.accessory) && (
        <div class="block-accessory">
          {block.accessory.type === 'image' ? (
            image(block.accessory)
          ) : (
            <Control element={block.accessory} surface={surface} />
          )}
        </div>
      )}
    </div>
  );
}

function Container({ block, surface }: Props) {
  const inside = (
    <>
      {block.subtitle !== undefined && (
        <div class="block-context">
          <Text value={block.subtitle} />
        </div>
      )}
      <Blocks blocks={asList(block.child_blocks)} surface={surface} />
    </>
  );
  if (!block.is_collapsible) {
    return (
      <div class="block-container">
        <b>
          <Text value={block.title} />
        </b>
        {inside}
      </div>
    );
  }
  return (
    <details class="block-container" open={!block.default_collapsed}>
      <summary>
        <Text value={block.title} />
      </summary>
      {inside}
    </details>
  );
}

function Card({ block, surface }: Props) {
  const actions = asList(block.actions);
  return (
    <div class="block-card">
      {block.title !== undefined && (
        <b>
          <Text value={block.title} />
        </b>
      )}
      {block.subtitle !== undefined && (
        <div class="muted">
          <Text value={block.subtitle} />
        </div>
      )}
      {block.body !== undefined && (
        <div>
          <Text value={block.body} />
        </div>
      )}
      {block.subtext !== undefined && (
        <div class="muted">
          <Text value={block.subtext} />
        </div>
      )}
      {actions.length > 0 && (
        <div class="block-actions">
          {actions.map((each) => (
            <Control element={each} surface={surface} />
          ))}
        </div>
      )}
    </div>
  );
}

const taskSigns: Readonly<Record<string, string>> = {
  pending: '○',
  in_progress: '◌',
  complete: '✓',
  error: '✗',
};

function Task({ block }: { readonly block: Json }) {
  const status = word(block.status);
  return (
    <div class={`block-task ${status}`}>
      <span aria-hidden="true">{taskSigns[status] ?? '•'}</span>
      <div>
        <b>{typeof block.title === 'string' ? block.title : plainText(block.title)}</b>
        <span class="visually-hidden">{` (${status.replace('_', ' ')})`}</span>
        {isJson(block.details) && <RichText block={block.details} />}
        {isJson(block.output) && <RichText block={block.output} />}
        {asList(block.sources).map((source) => (
          <div>
            <Link url={String(source.url ?? '')}>{String(source.text ?? source.url ?? '')}</Link>
          </div>
        ))}
      </div>
    </div>
  );
}

function Table({ block }: { readonly block: Json }) {
  const rows = (Array.isArray(block.rows) ? block.rows : []).map(asList);
  const settings = Array.isArray(block.column_settings) ? block.column_settings : [];
  const [head, ...body] = rows;
  const align = (column: number) => {
    const setting: unknown = settings[column];
    return isJson(setting) && /^(?:center|right)$/.test(String(setting.align)) ? String(setting.align) : '';
  };
  return (
    <div class="block-table" tabIndex={0} role="region" aria-label={String(block.caption ?? 'Table')}>
      <table>
        <thead>
          <tr>
            {head?.map((cell, column) => (
              <th scope="col" class={align(column)}>
                {cellContent(cell)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row) => (
            <tr>
              {row.map((cell, column) => (
                <td class={align(column)}>{cellContent(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellContent(cell: Json): ComponentChildren {
  if (cell.type === 'rich_text') return <RichText block={cell} />;
  if (cell.type === 'raw_text' || cell.type === 'raw_number') return String(cell.text ?? cell.value ?? '');
  return leafText(cell);
}

/** A word that may be a class name. */
function word(value: unknown): string {
  return typeof value === 'string' && /^[a-z_]+$/.test(value) ? value : '';
}

/** A button or menu that acts at once. */
function Control({ element, surface }: { readonly element: Json; readonly surface: Surface }) {
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<(() => void) | undefined>(undefined);
  const act = async (action: Parameters<typeof perform>[0]) => {
    if (busy) return;
    setBusy(true);
    await perform(action);
    setBusy(false);
  };
  /** Asks first where the app wants that. */
  const confirmed = (go: () => void) => {
    if (isJson(element.confirm)) setAsking(() => go);
    else go();
  };
  const as = current().me;
  const { on } = surface;
  const actionId = String(element.action_id ?? '');
  const confirmation = asking && isJson(element.confirm) && (
    <Confirm
      confirm={element.confirm}
      close={() => setAsking(undefined)}
      go={() => {
        setAsking(undefined);
        asking();
      }}
    />
  );
  switch (element.type) {
    case 'button':
    case 'workflow_button': {
      const style = element.style === 'primary' || element.style === 'danger' ? ` ${element.style}` : '';
      const label = plainText(element.text);
      const press = () => confirmed(() => void act({ do: 'press', as, on, action: actionId }));
      if (typeof element.url === 'string' && /^https?:\/\//.test(element.url)) {
        return (
          <a
            class={`button${style}`}
            href={element.url}
            target="_blank"
            rel="noopener noreferrer"
            onClick={press}
            aria-label={`${label} (opens a new tab)`}
          >
            {label}
            <span aria-hidden="true"> ↗</span>
          </a>
        );
      }
      return (
        <>
          <button
            type="button"
            class={`button${style}`}
            aria-disabled={busy}
            aria-label={
              typeof element.accessibility_label === 'string' ? element.accessibility_label : undefined
            }
            onClick={press}
          >
            {label}
          </button>
          {confirmation}
        </>
      );
    }
    case 'static_select':
    case 'overflow':
      return (
        <>
          <Menu
            label={
              plainText(element.placeholder) || (element.type === 'overflow' ? 'More actions' : 'Choose')
            }
            choices={choicesOf(element)}
            overflow={element.type === 'overflow'}
            choose={({ value }) =>
              confirmed(() => void act({ do: 'choose', as, on, menu: actionId, option: value }))
            }
          />
          {confirmation}
        </>
      );
    case 'feedback_buttons':
      return (
        <span class="muted">
          {[element.positive_button, element.negative_button]
            .map((each) => plainText(isJson(each) ? each.text : undefined))
            .join(' / ')}
        </span>
      );
    default:
      return <span class="muted">{`An element of type ${String(element.type)}`}</span>;
  }
}

function Confirm(props: { readonly confirm: Json; readonly close: () => void; readonly go: () => void }) {
  const { confirm, close, go } = props;
  return (
    <Dialog
      title={plainText(confirm.title) || 'Are you sure?'}
      close={close}
      footer={
        <>
          <button type="button" class="button" onClick={close}>
            {plainText(confirm.deny) || 'Cancel'}
          </button>
          <button
            type="button"
            class={confirm.style === 'danger' ? 'button danger' : 'button primary'}
            onClick={go}
          >
            {plainText(confirm.confirm) || 'Yes'}
          </button>
        </>
      }
    >
      <Text value={confirm.text} />
    </Dialog>
  );
}
