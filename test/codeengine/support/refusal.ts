import { SourceError } from '../../../src/diagnosis/model/evidence';

/** The SourceError that `answer` rejects with. */
export async function refusal(answer: Promise<unknown>): Promise<SourceError> {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
}
