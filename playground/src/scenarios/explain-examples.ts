import type { ExplainExample } from './scenario';

/** Documented cases that fail before or beside anything that an API shows: a person pastes what was printed. */
export const explainExamples: readonly ExplainExample[] = [
  {
    case: 'A-1',
    title: 'The name of the app is taken',
    text: "Creating application 'storefront'...\nFAILED\nApplication 'storefront' already exists within project 'shop-prod', please select a unique name.",
    cause: 'name-taken',
  },
  {
    case: 'A-2',
    title: 'The name of the app is not allowed',
    text: "Creating application 'Shop_Web'...\nFAILED\nAn application name must consist of lowercase alphanumeric characters, '-' and must start with an alphabetic character and end with an alphanumeric character.",
    cause: 'name-invalid',
  },
  {
    case: 'A-5',
    title: 'CPU and memory do not fit together',
    text: "Creating application 'catalog'...\nFAILED\nmemory parameter must be between .25 G and 32 G\ncpu parameter must be between .0125 and 8.0",
    cause: 'resources-invalid',
  },
  {
    case: 'B-20',
    title: 'The registry secret of the build is not in the project',
    text: "Creating build 'shop-web'...\nFAILED\nThe command validation failed: the secret 'icr-push' that is specified with '--registry-secret' does not exist in project 'shop-ci'.",
    cause: 'secret-not-found',
  },
  {
    case: 'B-24',
    title: 'The local source is too large to upload',
    text: "Packaging files to upload from source path '.'...\nSubmitting build run 'shop-assets-run-260622-101500'...\nFAILED\nUnable to upload packaged files. Package is too large. For details on how to ignore certain file patterns from within your source code by using the '.ceignore' file, visit https://cloud.ibm.com/docs/codeengine?topic=codeengine-plan-build#build-plan-repo.",
    cause: 'source-bundle-too-large',
  },
  {
    case: 'F-2',
    title: 'The code of the function does not start',
    text: 'HTTP/2 422\ncontent-type: application/json\nx-faas-actionstatus: 422\n\n{"error":"The function code could not be initialised: SyntaxError: Unexpected token \'}\' in main.js:14"}',
    cause: 'function-invocation-error',
  },
  {
    case: 'J-11',
    title: 'The job run is refused',
    text: "Submitting job run 'invoice-export'...\nFAILED\nFailed to create job run",
    cause: 'job-run-rejected',
  },
  {
    case: 'P-2',
    title: 'The project cannot be created',
    text: "Creating project 'shop'...\nFAILED\nThe project could not be created: a project with the name 'shop' already exists in this region. Choose another name, or check that you have the Administrator or Editor role and fewer than 20 projects in the region.",
    cause: 'project-create-refused',
  },
];
