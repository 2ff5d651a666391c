/** What a line says besides a cause: part of the work, trouble, success. */
import type { Phase } from '../model/cause-id';
import type { CleanLine } from './clean';

/** A plain sign of failure, for texts in which no cause is found. */
const failure =
  /\b(?:error|errors|fatal|FATA(?=\[)|failed|failure|failing|fails|panic|exception|traceback|denied|forbidden|unauthorized|cannot|can't|could not|couldn't|unable to|refused|timed out|timeout|not found|no such|invalid|killed|aborted|abort|crashed|crash|segfault|unexpected|mismatch|conflict|rejected|unhealthy|backoff|back-off|evicted|oomkilled|exceeded|insufficient|not enough|no supported|unknown blob|blob unknown|missing|broken|corrupt|undefined|not permitted|not possible|does not look like|not in gzip format|not have minimum availability|MinimumReplicasUnavailable|pid terminated|does not exist|doesn't exist|does not have any ready|RevisionMissing)\b|\bexit(?:ed)?(?: with)?(?: code| status)?:? {0,20}\(?[1-9]\d{0,2}\b|\bnon-zero code\b|\bE:\s|\b[A-Z]\w{2,40}(?:Error|Exception)\b|err!|: unbound variable|ErrImage|ImagePullBackOff|\b(?:ERROR|FAILED|FAILURE|FATAL)\b|\bstatus(?: code)?:? ?[45]\d\d\b|\u274c|\u2716|\u2717/i;

/** What tools print of a step only when it failed, though no word in it says so. */
const failingStep =
  /^> \[[^\]]{1,60}\] (?:RUN|COPY|ADD) \S|^The command '\/|^(?:g?make|ninja)(?:\[\d{1,3}\])?: \*\*\*(?: |$)/;

/** The beginning of a word of failure, where a text was cut off. */
const begunWord =
  /(?:^|[^\w-])(?:fail(?:e|u|ur)?|erro?|fata|panick?|canno|unab(?:l)?|denie?|refuse?|forbid?d?e?|unauthor\w{0,4}|timed o|not fo\w{0,2}|no suc|permission d\w{0,4})$/i;

/** Words of failure that do not tell of one. */
const harmless =
  /\b(?:no|0|zero|without|ignoring|ignored|any|handle|handling|on|if|when|possible|fixed|previous|skip(?:ping|ped)?) (?:\w{1,20} )?(?:errors?|failures?|failed|warnings?|exceptions?|vulnerabilities)\b|\b(?:errors?|failures?|failed|failing|exceptions?|aborted|skipped|invalid|missing)["']?[:=] ?(?:0|none|false|null|\[\])\b|\b0 (?:failed|failing|errors?)\b|\berror[-_.](?:prone|handler|handling|page|pages|log|logs|reporting|reporter|boundary|code|message|utils?|overlay|stack)|[\w/-]{0,40}errors?\.(?:js|ts|py|go|rb|java|html|log|h|c|rs|json)\b|\b(?:re)?try(?:ing)?\b.{0,40}(?:success|succeeded)|\berrorprone\b|\bfail(?:ure)?[-_](?:fast|over|on)\b|--\w{0,20}(?:fail|error)|\berror reporting\b|\berror handler\b|\(ignored\)$|\bCould not get lock\b|\bset -e|\b(?:gyp|libgpg|liberror|error-ex|http-errors|es-errors|thiserror|anyhow|pkg-errors|errors@|exceptiongroup|quick-error)\b|#failure=\d|\bif .{1,80}(?:fail|error)|\bdoes not fail\b|\bexit(?:ed)? (?:with )?(?:code|status) 0\b|\bFinished: SUCCESS\b|\bno test specified\b|^HEAD is now at|^\* \[new (?:branch|tag)\]/i;

/** Lines that name a trouble in passing: it is looked for elsewhere next, or it is only looked at. */
const passing =
  /^Unable to find image '.{1,300}' locally$|^\d{1,5} \|(?! {0,4}>>>)|\b(?:not (?:present|found|cached)|missing|does not exist), (?:so )?(?:now )?(?:creat|upload|download|install|fetch|pull|build|push|generat)ing\b|^Cloning into (?:bare repository )?'[^']{1,300}'\.\.\.$|^- (?:Locking|Installing|Downloading|Syncing|Upgrading) \S{1,160} \(|\bDeprecationWarning: |^Previous image with name |^\[\], ?\w{0,30}Exception$|\bRe-optimizing dependencies\b|\bRunning pip as the 'root' user\b|^No composer\.lock file present\b|\(ignored\)$|^-- Could NOT find\b|^\[?(?:INFO|DEBUG)\b.{0,200}: 0 errors?\b|\bFullyQualified|\bCategoryInfo\b|\bNativeCommandE|"(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS) \S{1,400} HTTP\/[\d.]{1,3}"?,? \d{3}\b|^(?:GET|POST|PUT|DELETE|HEAD|PATCH|OPTIONS) \/\S{0,400} [123]\d\d\b/;

/** What the line before tells of was taken note of, and the work goes on. */
const ignored =
  /^g?make(?:\[\d{1,3}\])?: \[.{1,300}\] Error \d{1,3} \(ignored\)$|\bignor(?:ing|ed)\b.{0,80}\b(?:error|failure)\b.{0,40}\bcontinu(?:e|es|ing)\b/i;

/** Whether the line says that the trouble of the line before does not matter. */
export function ignoresTheLast({ text }: CleanLine): boolean {
  return ignored.test(text.slice(0, 600));
}

/** A record of Go's loggers: build tools of other languages print none. */
export function isOfAnotherLogger(text: string): boolean {
  return /^time="?\d{4}-.{10,40}\blevel=/.test(text.slice(0, 80));
}

/** A look into a container failed: that says nothing of what the container does. */
export const asideLook = /\bExecSync\b/;

/** Whether the line's words of trouble tell of none. */
export function isPassing({ text }: CleanLine): boolean {
  return passing.test(text.slice(0, 600)) || ignored.test(text.slice(0, 600));
}

/** Whoever says this, if only as a warning, has no image all the same. */
const failingWarning =
  /\bfailed to pull image\b|\bFailed, retrying in\b|\b[Ww]ill retry in \d|\bschema 1 support is disabled\b|\berror getting v2 registry\b/i;

/** Whoever says this, if only as news, has failed. */
const failingNews =
  /\b(?:failed|an error occurred): exit status [1-9]|\bfailure during start|\bfailed to start\b|\bshutting down (?:because|due to|after) .{0,60}(?:error|fail)|\bfatal error\b|\bis unhealthy\b|\bBUILD FAIL(?:URE|ED)\b|\bwill be killed and re-created\b|\b(?:startup|start-up|initiali[sz]ation) (?:has )?failed\b/i;

/** A row of `kubectl get`: a name, a condition that does not hold, and why; or a pod whose state is none of the good ones. */
const unmet =
  /^[a-z0-9][\w.-]{0,252} {2,40}False {2,40}\S|^Ready:? +False$|^[a-z0-9][\w.-]{0,252} {2,40}0\/\d{1,3} {2,40}Running {2,40}[1-9]|^[a-z0-9][\w.-]{0,252} {2,40}\d{1,3}\/\d{1,3} {2,40}(?!Running|Completed|Succeeded|Pending|ContainerCreating|PodInitializing|Terminating|Init:\d)[A-Z][\w:]{2,60} {2,40}\d/;

/** Whether a line says that something failed; a warning or a piece of news only in words that leave no doubt. */
export function isFailure({ text, level }: CleanLine): boolean {
  if (level === 'normal' || level === 'info') return failingNews.test(text);
  if (isPassing({ text } as CleanLine)) return false;
  if (level === 'warning') return failingWarning.test(text);
  if (unmet.test(text) || failingStep.test(text)) return true;
  return (
    (level === 'error' || failure.test(text)) &&
    !harmless.test(text) &&
    !/\bprobe (?:failed|errored)\b/.test(text)
  );
}

/** Whether a text that ends here ends in telling of a failure: within its word, or with a warning of it after which, and before
 * which, nothing went well. */
export function endsInFailure(line: CleanLine, wentWell: boolean): boolean {
  const { text, level } = line;
  if (begunWord.test(text.slice(-200))) return true;
  return level === 'warning' && !wentWell && failure.test(text) && !harmless.test(text) && !isPassing(line);
}

/** What a line says has gone well, and which earlier troubles that settles. */
export type Success = 'pull' | 'push' | 'build' | 'packages' | 'source' | 'run' | 'start' | 'all';

const successes: readonly (readonly [RegExp, Success])[] = [
  [
    /\bSuccessfully pulled image\b|\bStatus: (?:Downloaded newer image|Image is up to date)\b|\bImage is up to date for\b|\balready present on machine\b|\bPull complete\b.{0,1}$|\bContainer image ".{1,300}" already present/i,
    'pull',
  ],
  [
    /\bdigest: sha256:[0-9a-f]{6,64} size: \d|\bPushed image to \d|\bpushing manifest for \S{1,300}(?: [\d.]{1,8}s)? done\b|\bWriting manifest to image destination\b|\bSuccessfully pushed\b|\b\*\*\* Images \(/i,
    'push',
  ],
  [
    /\bSuccessfully (?:built|tagged)\b|\bnaming to \S{1,300} {1,200}\d{1,5}\.\ds$|\btest result: ok\.|\bnaming to \S{1,300}(?: [\d.]{1,8}s)? done\b|\bwriting image sha256:\S{1,80}(?: [\d.]{1,8}s)? done\b|\bBuild succeeded\b|\bBuild completed successfully\b|\bBUILD SUCCESS(?:FUL)?\b|\bSuccessfully built image\b|\bbuild finished successfully\b|\bBUILD SUCCEEDED\b|\bBuilt target\b|\bis up to date\.$|\bbuild complete\b|^Finished (?:`|dev|release)|^(?:PASS$|ok {1,4}\S{1,160} {1,4}[\d.]{1,8}s)/i,
    'build',
  ],
  [/^COMMIT \S{1,300}$/, 'build'],
  [/\bBUILD SUCCESS\b/, 'build'],
  [
    /\bSuccessfully installed\b|\badded \d{1,6} packages?\b|\bup to date, audited\b|^Installed \d{1,6} packages? in \d|^\d{1,6} packages? installed \[|\bDone in [\d.]{1,8}s\b|\bCompiled successfully\b|\bSuccess! Resolved\b|\bRequirement already satisfied\b.{0,1}$|\bBundle complete!|\bGenerating (?:optimized )?autoload files\b|\bSetting up \S{1,100} \(|\bOK: \d{1,6} MiB in \d{1,5} packages\b|\bComplete!$|\bis already the newest version\b/i,
    'packages',
  ],
  [
    /\bSuccessfully loaded \S{1,400} into\b|\bResolving deltas: 100%.{0,60}done\b|\bSubmodule path '.{1,300}': checked out\b|\bHEAD is now at\b|\bUpdating files: 100%.{0,40}done\b|^\* \[new (?:branch|tag)\]|-> FETCH_HEAD\b/i,
    'source',
  ],
  [
    /\bcondition met\b|\bsuccessfully rolled out\b|^STATUS: deployed$|\bHappy Helming!(?= |$)|^remote: {1,8}Released v\d|\bReady to serve\b|\bis ready\b.{0,40}$|\b1\/1 +Running\b|\b2\/2 +Running\b|\bReady: +True\b|\bhealthy\b.{0,1}$|\bStarted \w{3,60} in [\d.]{1,8} seconds\b|\bApplication startup complete\b|\bserver ready\b|\bready on port\b|\bconnected to \w{2,30} after\b|\bstarted in [\d.]{1,8} ?m?s\b|\btest is successful\b/i,
    'run',
  ],
  // Started again and again is not started well.
  [/^(?!.{0,200}\(x\d{1,5} over ).{0,600}\b(?:Started|Created) container\b/, 'start'],
  [
    /\bAll Steps have completed executing\b|\bSummary: +Succeeded\b|\bJobRun completed successfully\b|\bFinished: SUCCESS\b|\bno test specified\b|\bPipeline (?:finished|completed) successfully\b|\bcompleted successfully\b.{0,10}$|\bJob succeeded\b|\bLogin Succeeded\b/i,
    'all',
  ],
];

/** A line of BuildKit's picture that bears its time; a step that failed begins with ERROR. */
const pictured =
  /^(?:=> ){0,2}(?:CACHED )?(?:\[[^\]]{1,80}\] \S|transferring |extracting |sha256:).{1,400} \d{1,6}\.\ds$/;

/** Normal work: an event, a step, a download, a server that listens, a line that its logger calls information. */
const work =
  /^(?:\u2705|\u2714|\u2713|\u2139) ?\S|^LAST DEPLOYED: |\b\d{1,6} passed\b.{0,60}\bin [\d.]{1,9}s\b| {2,}Up(?: \d| {2,}|$)|\brunning (?:on|at) (?:https?:|port\b|[\d:])|\b(?:built|started|ready) in [\d.]{1,8} ?m?s\b|^Requirement already satisfied: |\bstarted\b|^% Total +% Received|\bsyntax is ok\b|^go: downloading|\blistening (?:on|at)\b|\bserver (?:is )?(?:running|started|listening)\b|^(?:Step|STEP) \d|^[0-9a-f]{12}: (?:Pushed|Layer already exists|Mounted from \S{1,300}|Pull complete)$|^\[[^\]]{1,60}\] (?:RUN|COPY|FROM|ADD|WORKDIR)|^(?:DONE [\d.]{1,9}s|CACHED)$|\bPulling\b|\bPulled\b|\bCreated container\b|\bSuccessfully\b|\bdone\b\.?$|\bDone!(?= |$)|^(?:Collecting|Downloading|Installing|Fetching|Get:\d|Hit:\d|Unpacking|Setting up|Cloning into|Receiving objects|Compiling|Building|Copying|Trying to pull|Retrieving|Resolving|Taking snapshot|Unpacking rootfs|Normal )|\b20[0-6] (?:OK|Created|Accepted|No Content|Partial Content)\b|^(?:\/\S{1,80}: )?(?:Launching|Sourcing) \/|\b(?:GET|POST|PUT) \S{1,200} (?:HTTP\/\d(?:\.\d)?"? )?[23]\d\d\b|\b\d\/\d +(?:Running|Completed)\b|\b(?:ready|up and running|healthy)\b|\bSwitched to\b|\bSummary: +Succeeded\b|^---> |\bdeprecat|\bTrue +Succeeded\b|\bwarnings? found\b|\bresolving provenance\b|^Image \S{1,200} Built$|\bunpacking to\b|^(?:manifest|config|layer|index)-sha256:\S{10,80}: +(?:done|exists)|^"(?:Digest|Name)": "|^(?:remote: {1,8})?-----> |^===> /i;

/** A short line that says that something is done. */
const done =
  /^(?!.{0,100}\b(?:not|never|no|un\w{2,12}|nothing)\b).{2,100}\b(?:completed|finished|succeeded|saved|connected|loaded|created|initiali[sz]ed|registered|generated|enabled|granted|deployed|uploaded|applied|seeded|migrated|synced|up[- ]to[- ]date)\b[.!]?(?: (?:in|after) [\d.]{1,8} ?m?s)?$/i;

/** Whether the line shows work that goes on as it should. */
export function isWork({ text, level }: CleanLine): boolean {
  if (level === 'error') return false;
  return (
    level === 'info' ||
    level === 'normal' ||
    level === 'warning' ||
    work.test(text.slice(0, 600)) ||
    (text.length <= 140 && done.test(text)) ||
    pictured.test(text.slice(0, 600))
  );
}

const frame =
  /^(?:at [\w$.<>`[\]/]{3,200} ?\(|File "[^"]{1,300}", line \d|\S{1,200}:\d{1,6}(?::in [`']| \+0x[0-9a-f]))/;

/** Whether the line is a place in a stack trace. */
export function isFrame({ text }: CleanLine): boolean {
  return frame.test(text);
}

const waiting =
  /\b(?:waiting (?:for|on|until)|[Rr]etry(?:ing)? (?:in|after|again|\()|[Aa]ttempt \d|trying (?:again|to (?:re)?connect)|(?:not|isn't) (?:yet )?(?:ready|available|up)|still (?:waiting|starting))\b/i;

/** Whether a text that ends here ends in waiting: nobody can tell whether it goes on well. */
export function waits(last: CleanLine | undefined): boolean {
  return last !== undefined && waiting.test(last.text.slice(0, 600));
}

/** What a line says went well; undefined when it says nothing of the kind, or denies it. */
export function successOf(text: string): Success | undefined {
  if (
    /\bnot (?:completed|been) successful|\b(?:never|not|no longer|yet to) (?:\w{1,12} ){0,2}(?:healthy|ready)\b|\bdid not complete successfully\b|\bunsuccessful/i.test(
      text,
    )
  )
    return undefined;
  return successes.find(([sign]) => sign.test(text))?.[1];
}

/** Part of the work that the line itself names. */
export function phaseOfLine(text: string): Phase | undefined {
  if (
    /\bFailed to pull image\b|\bErrImagePull\b|\bImagePullBackOff\b|\bBack-off pulling\b|\bPullImage\b|\bError: ErrImage/i.test(
      text,
    )
  )
    return 'pull';
  if (
    /^\[[\w.-]{1,60} : (?:[\w.]{1,40}-){0,4}push\b|\bcheck(?:ing)? push|\bfailed to push\b|\berror pushing\b|\bpushing (?:image|layers?|manifest|to)\b|\bfailed to (?:export|write image to)|\bexporting to (?:image|registry|client)\b|\bpush access denied\b|\b(?:uploadArtifacts|PutImage|InitiateLayerUpload|UploadLayerPart|CompleteLayerUpload)\b|\b(?:docker|podman|buildah|crane|oras|skopeo|helm) (?:\w{1,20} )?push\b|\bpush (?:failed|error|refers|permission|rejected)|\b(?:pre|post)[_-]push\b|\buploading\b|\baction: push\b|\b(?:permissions?|allowed|authorized|rights?|access) to (?:push|upload)\b|\bpush(?:ing)? (?:the )?(?:docker )?image\b|\b(?:ECR|ACR|GCR|GAR|docker|image) push\b|\bpush to (?:destination|registry|ecr|acr|gcr)\b|\b(?:manifest|blob|layer) upload\b|\bupload failed\b|:push%2C|\bscope=\S{1,300}push|\bblobs\/uploads\b|\bPUT https?:|\bPATCH https?:|\bPOST https?:\S{1,300}\/blobs|\bpushing\b|\bfailed commit on ref\b|\bunable to push\b|\btrying to reuse blob\b|\bdestination repository\b|\bSaving image\b|\bwriting (?:blob|manifest): |\bError: (?:writing|copying) .{0,200}to\b.{0,60}(?:registr|docker:)|\[exporter\]/i.test(
      text,
    )
  ) {
    return 'push';
  }
  if (
    // An instruction of a Dockerfile is in capitals; `from x import y` is Python.
    /^(?:FROM|RUN) \S/.test(text) ||
    /\bfailed to solve\b|\bload metadata for\b|\bfailed to resolve source metadata\b|\bresolve image config\b|\bfailed to build\b|\bfailed to load cache key\b|\berror building (?:image|at STEP)\b|\bcreating build container\b|\bexecutor failed running\b|\breturned a non-zero code\b|\bdid not complete successfully\b|\bStep \d{1,3}\/\d{1,3} ?:|\bStep \d{1,3} : |\bSTEP \d{1,3}(?:\/\d{1,3})?: |\bSending build context\b|\bfailed to create LLB\b|\bdocker(?:-compose| compose)? (?:image )?build\b|\bbuildx? (?:build|bake)\b|\bbuildah (?:bud|build)\b|\bpodman build\b|>>> (?:FROM|RUN|COPY|ADD|ARG|ENV)\b|\bRetrieving image (?:manifest )?|\bbase image\b|\brun image\b|\bpack build\b|\banalyzer\b|\bgetting previous image\b|===> (?:DETECTING|ANALYZING|BUILDING|RESTORING)|\blifecycle\b(?! script)|\[(?:\w{1,40}[ /]){0,3}\d{1,3}\/\d{1,3}\] (?:RUN|COPY|FROM|ADD|WORKDIR)|\[internal\] load\b|\bSummary: +Failed\b|\bbuild ?run\b|\bstep-build-and-push\b|\bTaskRun\b|--build-arg\b|> Task :|\bBUILD FAIL(?:URE|ED)\b|\bBuild failed with an exception\b|\b(?:npm run|yarn|pnpm|next|ng|vite|nuxt|webpack|react-scripts) build\b|\bbuild worker\b|\bbuild step ["\d]|^(?:> )?[@\w./-]{1,120}@\d\S{0,40} build\b|\b(?:cargo|go) build\b|\bmaven-\w{1,30}-plugin\b|^\* installing \*\w{3,10}\* package\b|\blazy loading failed for package\b|\bR CMD INSTALL\b|\borg\.(?:gradle|jetbrains\.kotlin\.(?:backend|cli|codegen|serialization|fir|ir))\.|\borg\.apache\.maven\.|\bcom\.sun\.tools\.javac\b|\/pip\/_internal\/|^429 Too Many Requests - Server message/i.test(
      text,
    )
  ) {
    return 'build';
  }
  if (
    /\bdocker(?:-compose| compose)? (?:run|pull|up|start|create)\b|\b(?:podman|nerdctl|crictl|ctr|kubectl) (?:\w{1,20} )?(?:pull|run)\b|\bUnable to find image\b|\bPulling (?:from|image|fs layer|repository)\b|\bTrying to pull\b|\bkubelet\b|\bUnable to fetch image\b|\bfailed to pull\b|\bpulling image failed\b|\bPulling \S{1,300} \.\.\.|^[\w.-]{1,80} (?:Pulling|Pulled)$|\bError: (?:unable to copy from source|initializing source|unable to pull)\b|\bfailed to resolve image to digest\b|\bwhile pulling\b|\bunable to pull\b|\bError response from daemon: (?:pull|Head|Get|manifest|received|unauthorized|denied|toomany|error parsing|no matching|missing)/i.test(
      text,
    )
  ) {
    return 'pull';
  }
  if (
    /\bdocker: Error response from daemon\b|\bOCI runtime\b|\bcontainer_linux\.go|\bstandard_init_linux\b|\bCrashLoopBackOff\b|\bBack-off restarting\b|\bkubectl logs\b|\bdocker logs\b|\bLast State:|\bexec user process\b|(?:^|[ /])(?:start|entrypoint|docker-entrypoint|run|serve|server|launch)(?:\.sh)?: (?:not found|Permission denied|No such)|^npm (?:ERR!|error) (?:\S{1,120} start: |Lifecycle script `(?:start|serve)` failed)|^(?:> )?[@\w./-]{1,120}@\d\S{0,40} start$|\bentrypoint[\w.-]{0,20}: line \d|\b(?:while|when|error|failed to|unable to|cannot|could not) start(?:ing)? (?:the |dev(?:elopment)? |production )?(?:server|application|app|service|web ?server|process|worker|broker)\b|\bAPPLICATION FAILED TO START\b|\bbootstrap checks? failed\b|^[a-z0-9][\w.-]{0,60}-\d{1,3} exited with code \d/i.test(
      text,
    )
  )
    return 'run';
  if (
    /\bgit (?:clone|fetch|checkout|submodule|ls-remote)\b|\bCloning into\b|\bstep-source-default\b|\bgit-init\b/i.test(
      text,
    )
  )
    return 'source';
  return undefined;
}

/** Marks that only ever stand at the beginning of a message. */
const firmStart =
  /^(?:step \d|#\d|(?:manifest|config|layer|index)-sha256:|=>|---|\+ |\$ |> |\* |- |remote:|get:\d|err:\d|hit:\d|ign:\d|[ewi]: |\[|\{|at |===|traceback|file "|caused by|npm |yarn |pnpm |go: |gyp |docker: )/i;

/** Words that mostly begin a message, and may as well go on with a sentence that was broken. */
const looseStart =
  /^(?:error\b|fatal\b|warn|info\b|debug\b|pip |reading |building |normal |cloning |receiving |resolving |collecting |downloading |installing |name |type |reason:|message:|status:|state:|exit code:|summary:|failed |failure|could not|cannot |unable )/i;

/** Whether another run begins with a line, so that what failed before it belongs to the run before. */
export function startsAnew({ text, begins }: CleanLine): 'surely' | 'perhaps' | undefined {
  if (begins || firmStart.test(text)) return 'surely';
  return looseStart.test(text) ? 'perhaps' : undefined;
}
