import { storeError } from '../../src/store/errors';

const coded = (code: string, message = 'select secret from incidents') =>
  Object.assign(new Error(message), { code });

describe('an error of the database says what to do, and nothing of what was asked', () => {
  test.each([
    ['ECONNREFUSED', /does not answer.*DATABASE_URL/],
    ['57P01', /does not answer/],
    ['28P01', /refuses the login/],
    ['3D000', /does not exist/],
    ['42501', /is not allowed to create/],
    ['53300', /no free connection/],
    ['ERR_INVALID_URL', /postgres:\/\/USER:PASSWORD@HOST/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /certificate is not trusted.*sslrootcert/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /certificate is not trusted/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate is not trusted/],
    ['EACCES', /data folder cannot be written.*DATA_DIR/],
    ['ENOSPC', /data folder cannot be written/],
    ['23505', /refused a statement \(23505\)/],
  ])('%s', (code, expected) => {
    const { message } = storeError(coded(code));
    expect(message).toMatch(expected);
    expect(message).not.toContain('secret');
  });

  test('a connection that broke within a transaction', () => {
    const error = new Error('Client has encountered a connection error and is not queryable');
    expect(storeError(error).message).toMatch(/does not answer/);
  });
});
