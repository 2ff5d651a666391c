export type { Violation } from './schema';
export { type Call, type SlackStandIn, type SlackStandInOptions, startSlackStandIn } from './stand-in';
export type { Block, Change, Channel, Message, User, View } from './workspace';
