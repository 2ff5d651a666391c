export { Access, AccessDenied } from './access';
export { accessFile, noRules, type RulesInForce, type RulesSource } from './access-file';
export { AccessByPlace, eachWorkspace } from './by-place';
export { People } from './people';
export { openToMembers, type Permission, type Rules, readRules } from './policy';
export { firstOf, type StoredRulesSource, storedRules } from './stored-rules';
export { refuseStrangers } from './strangers';
export { UnknownNames } from './unknown-names';
