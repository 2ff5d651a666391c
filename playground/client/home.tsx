/** The Home tab of the app, next to its messages. */
import { Blocks } from './blocks';
import { asList } from './json';
import { useStore } from './store';

export function Home() {
  const { snapshot, me } = useStore();
  const view = snapshot?.views.find(({ kind, user, open }) => kind === 'home' && user === me && open);
  return (
    <div class="home" id="home" role="tabpanel" aria-labelledby="tab-home" tabIndex={0}>
      {view ? (
        <Blocks blocks={asList(view.payload.blocks)} surface={{ on: { view: view.id } }} />
      ) : (
        <div class="welcome">
          <img src="icon.svg" alt="" width="56" height="56" />
          <h2>Nothing here yet</h2>
          <p class="muted">ce-image publishes no Home. Ask it in Messages.</p>
        </div>
      )}
    </div>
  );
}
