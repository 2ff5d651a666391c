/** Block Kit as Slack draws it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Spot } from '../src/web/wire';
import { Dialog } from './dialog';
import { Icon, isIconName } from './icons';
import { InputBlock, type Inputs } from './inputs';
import { asList, isJson, type Json, plainText } from './json';
import { Markdown } from './markdown';
import { choicesOf, Menu, offersOf } from './menu';
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
      return <h2 class="block-header">{plainText(block.text)}</h2>;
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
      return <Table block={block} />;
    case 'data_table':
      return <DataTable block={block} />;
    case 'image':
      return <Figure block={block} />;
    case 'video':
      return <Video block={block} />;
    case 'file':
      return <div class="block-context">{`A remote file: ${String(block.external_id)}`}</div>;
    case 'input':
      return <InputBlock block={block} inputs={surface.inputs} />;
    case 'alert':
      return (
        <div class={`block-alert ${word(block.level)}`} role="note">
          <span aria-hidden="true">{alertSigns[word(block.level)] ?? 'ℹ'}</span>
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
          <b>{String(block.title ?? '')}</b>
          <ul>
            {asList(block.tasks).map((task) => (
              <li>
                <Task block={task} />
              </li>
            ))}
          </ul>
        </div>
      );
    case 'task_card':
      return <Task block={block} />;
    default:
      return <div class="block-context">{`A block that is not known: ${String(block.type)}`}</div>;
  }
}

const alertSigns: Readonly<Record<string, string>> = { success: '✓', warning: '⚠', error: '⚠' };

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
  return (
    <span class="picture">
      <Icon name="image" />
      <Link url={String(value.image_url ?? '')}>{String(value.alt_text ?? 'Image')}</Link>
    </span>
  );
}

function Figure({ block }: { readonly block: Json }) {
  return (
    <figure class="block-image">
      {block.title !== undefined && <figcaption>{plainText(block.title)}</figcaption>}
      <div class="frame">{image(block)}</div>
    </figure>
  );
}

function Video({ block }: { readonly block: Json }) {
  return (
    <div class="block-card">
      <b>
        <Link url={String(block.title_url ?? block.video_url ?? '')}>{plainText(block.title)}</Link>
      </b>
      <div class="muted">
        {[block.provider_name, block.author_name].filter((each) => typeof each === 'string').join(' · ')}
      </div>
      <div>{plainText(block.description)}</div>
    </div>
  );
}

function Section({ block, surface }: Props) {
  const fields = asList(block.fields);
  return (
    <div class="block-section">
      <div class="block-text">
        {block.text !== undefined &&
          (block.expand === true ? <Text value={block.text} /> : <Long text={block.text} />)}
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

/** Lines of a section that Slack shows before it asks whether more is wanted. */
const SECTION_LINES = 30;

/** The text of a section, folded when it is long. */
function Long({ text }: { readonly text: unknown }) {
  const [all, setAll] = useState(false);
  const written = plainText(text);
  const lines = written.split('\n');
  if (all || lines.length <= SECTION_LINES || !isJson(text)) return <Text value={text} />;
  return (
    <>
      <Text value={{ ...text, text: closed(lines.slice(0, SECTION_LINES).join('\n')) }} />
      <button type="button" class="replies" onClick={() => setAll(true)}>
        Show more
      </button>
    </>
  );
}

/** With a fence that the cut left open closed. */
function closed(text: string): string {
  return text.split('```').length % 2 === 0 ? `${text}\n\`\`\`` : text;
}

function Container({ block, surface }: Props) {
  const title = (
    <>
      {isJson(block.icon) && <Icon name="image" />}
      {isJson(block.rich_text_title) ? (
        <RichText block={block.rich_text_title} />
      ) : (
        <Text value={block.title} />
      )}
      {block.subtitle !== undefined && (
        <span class="muted">
          <Text value={block.subtitle} />
        </span>
      )}
    </>
  );
  const inside = <Blocks blocks={asList(block.child_blocks)} surface={surface} />;
  const look = `block-container ${word(block.width)}${block.has_header_divider ? ' divided' : ''}`;
  if (!block.is_collapsible) {
    return (
      <div class={look}>
        <div class="container-title">{title}</div>
        {inside}
      </div>
    );
  }
  return (
    <details class={look} open={!block.default_collapsed}>
      <summary>
        <span class="container-title">{title}</span>
      </summary>
      {inside}
    </details>
  );
}

function Card({ block, surface }: Props) {
  const actions = asList(block.actions);
  return (
    <div class="block-card">
      {isJson(block.hero_image) && <div class="frame">{image(block.hero_image)}</div>}
      {isJson(block.icon) && image(block.icon)}
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

function Task({ block }: { readonly block: Json }) {
  const status = word(block.status);
  return (
    <div class={`block-task ${status}`}>
      <span class="task-sign">
        {status === 'complete' && <Icon name="check" />}
        {status === 'error' && <Icon name="cross" />}
      </span>
      <div>
        <b>{String(block.title ?? '')}</b>
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

/** A table with a caption, in pages. */
function DataTable({ block }: { readonly block: Json }) {
  const [page, setPage] = useState(0);
  const [head, ...body] = Array.isArray(block.rows) ? block.rows : [];
  const size = typeof block.page_size === 'number' ? block.page_size : 5;
  const pages = Math.max(1, Math.ceil(body.length / size));
  const rows = [head, ...body.slice(page * size, (page + 1) * size)];
  const turn = (by: number, label: string) => (
    <button
      type="button"
      class="button"
      aria-disabled={page + by < 0 || page + by >= pages}
      onClick={() => setPage(Math.min(pages - 1, Math.max(0, page + by)))}
    >
      {label}
    </button>
  );
  return (
    <div>
      <b>{String(block.caption ?? '')}</b>
      <Table block={{ ...block, rows }} />
      {pages > 1 && (
        <div class="block-actions small">
          {turn(-1, 'Previous')}
          {turn(1, 'Next')}
          <span class="muted" role="status">{`Page ${page + 1} of ${pages}`}</span>
        </div>
      )}
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
              {row.map((cell, column) =>
                column === block.row_header_column_index ? (
                  <th scope="row" class={align(column)}>
                    {cellContent(cell)}
                  </th>
                ) : (
                  <td class={align(column)}>{cellContent(cell)}</td>
                ),
              )}
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
    case 'icon_button': {
      const visible = element.visible_to_user_ids;
      if (Array.isArray(visible) && !visible.includes(as)) return null;
      const icon = String(element.icon);
      const label = plainText(element.text);
      return (
        <>
          <button
            type="button"
            class="icon"
            title={label}
            aria-label={typeof element.accessibility_label === 'string' ? element.accessibility_label : label}
            aria-disabled={busy}
            onClick={() => confirmed(() => void act({ do: 'press', as, on, action: actionId }))}
          >
            {isIconName(icon) ? <Icon name={icon} /> : label}
          </button>
          {confirmation}
        </>
      );
    }
    case 'feedback_buttons':
      return (
        <>
          {[element.positive_button, element.negative_button].filter(isJson).map((each, index) => (
            <button
              type="button"
              class="icon"
              title={plainText(each.text)}
              aria-label={
                typeof each.accessibility_label === 'string' ? each.accessibility_label : plainText(each.text)
              }
              aria-disabled={busy}
              onClick={() =>
                void act({ do: 'press', as, on, action: actionId, value: String(each.value ?? '') })
              }
            >
              <Icon name={index === 0 ? 'thumb-up' : 'thumb-down'} />
            </button>
          ))}
        </>
      );
    case 'static_select':
    case 'external_select':
    case 'overflow':
      return (
        <>
          <Menu
            label={
              plainText(element.placeholder) || (element.type === 'overflow' ? 'More actions' : 'Choose')
            }
            choices={choicesOf(element)}
            overflow={element.type === 'overflow'}
            chosen={isJson(element.initial_option) ? String(element.initial_option.value) : undefined}
            offers={element.type === 'external_select' ? offersOf(element, on) : undefined}
            choose={({ value }) =>
              confirmed(() => void act({ do: 'choose', as, on, menu: actionId, option: value }))
            }
          />
          {confirmation}
        </>
      );
    default:
      return <span class="muted">{`An element that is not known: ${String(element.type)}`}</span>;
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
