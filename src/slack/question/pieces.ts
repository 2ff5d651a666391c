/** Words that hold several: a kind, a name and a project in one. */
import { type Known, projectCalled, resourcesCalled } from './known';
import { ownersOf } from './spelling';
import type { Token } from './tokens';
import { projectWords, spokenKind } from './vocabulary';

/** `app/shop-api`, `app=shop-api`, `shop/shop-api`, `shop/app/shop-api`, `shop-api/storefront` are several words. */
export function pieces(token: Token, known: Known): readonly Token[] {
  const isResource = (text: string) => resourcesCalled(known, text.toLowerCase()).length > 0;
  // `pod/shop-api-00003-deployment-…`
  const object = token.word.replace(/^(?:pods?|revisions?|deployments?)\//, '');
  const [owner] = isResource(object) ? [] : ownersOf(object).filter(({ name }) => isResource(name));
  if (owner) return [owner.kind, owner.name].map((text) => ({ text, word: text, quoted: false }));
  // `pod=storefront-00003-deployment-…`, `app=storefront`: labels of alerts.
  const value = /^[a-z_]+=["']?([\w.-]+)/.exec(token.text)?.[1]?.toLowerCase();
  if (value !== undefined) {
    const [labelled] = isResource(value) ? [] : ownersOf(value).filter(({ name }) => isResource(name));
    if (labelled) return [labelled.kind, labelled.name].map((text) => ({ text, word: text, quoted: false }));
  }
  // `storefront@shop-prod` is in that project.
  const [thing = '', place = '', ...rest] = token.text.split('@');
  if (
    rest.length === 0 &&
    projectCalled(known, place) &&
    resourcesCalled(known, thing.toLowerCase(), place).length > 0
  ) {
    return [thing, 'project', place].map((text) => ({ text, word: text.toLowerCase(), quoted: false }));
  }
  // `storefront@sha-3fd21c0`, `storefront:1.4.2` say which version of it.
  const versioned = /^@?([^@:]+)(?:[@:][\w.+-]+)?$/.exec(token.text)?.[1] ?? '';
  if (versioned !== token.text && isResource(versioned)) {
    return [{ text: versioned, word: versioned.toLowerCase(), quoted: token.quoted }];
  }
  // `storefront'a`: an ending that a language joins.
  const joinedTo = /^([\w.-]+)['’]\p{L}{1,4}$/u.exec(token.text)?.[1];
  if (joinedTo !== undefined && isResource(joinedTo)) {
    return [{ text: joinedTo, word: joinedTo.toLowerCase(), quoted: token.quoted }];
  }
  // `storefront,fitting-room`, `storefront=down`
  const listed = token.text.split(/[,;&+|=]+/).filter(Boolean);
  if (listed.length > 1 && listed.some(isResource)) {
    return listed.flatMap((text) => pieces({ text, word: text.toLowerCase(), quoted: false }, known));
  }
  const all = token.text.split(/[/:=]+/);
  if (all.length < 2 || all.some((text) => !text)) return [token];
  const isPart = (text: string) =>
    isResource(text) || spokenKind(text.toLowerCase()) || projectCalled(known, text);
  const [first = ''] = all;
  const leads =
    spokenKind(first.toLowerCase()) || projectWords.has(first.toLowerCase()) || projectCalled(known, first);
  if (!(all.length === 2 && leads) && !all.every(isPart)) return [token];
  const project: Token[] = projectCalled(known, first)
    ? [{ text: 'project', word: 'project', quoted: false }]
    : [];
  const named = all.map((text) => ({ text, word: text.toLowerCase(), quoted: false }));
  // A kind that stands before it belongs to the resource.
  return project.length === 0 ? named : [...named.slice(1), ...project, ...named.slice(0, 1)];
}
