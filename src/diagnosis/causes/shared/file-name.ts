/** A file of an image as git may know it: the directory that it was copied to is the image's own. */
export function fileName(file: string | undefined): string {
  return file?.split('/').at(-1) || 'FILE';
}
