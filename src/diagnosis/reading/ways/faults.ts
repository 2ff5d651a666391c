/** How it is worded that something is wrong in itself: an image, a file, a version, a program. */
import { type Way, way } from './way';

export const faultWays: readonly Way[] = [
  ...way(
    'unparsable',
    /\binvalid reference format\b|\b(?:could not|couldn't|failed to|unable to|cannot) parse (?:the )?(?:image |docker |container )?(?:reference|image|name|tag|ref)\b(?!.{0,300}: (?:reading manifest|pinging|initializing source))|\binvalid (?:image|repository|tag|reference|image reference|image name|repository name|tag name)\b(?!.{0,10}(?:policy|configuration))|\bInvalidImageName\b|\bNAME_INVALID\b|\bTAG_INVALID\b/i,
    /\brepository name must be (?:lowercase|canonical)\b|\bmust be lower ?case\b.{0,60}(?:repository|image|name)|\bbase name \(.{0,80}\) should not be (?:blank|empty)\b|\bshort[- ]name .{1,120} (?:did not resolve|returns|mode)\b|\bshort-name resolution\b|\bambiguous list\b|\bnot a valid (?:image|docker|repository|tag|reference)\b|\bimage name .{0,80}(?:is empty|cannot be empty|invalid)|\bcontains an invalid character\b|\binvalid (?:port|host|checksum digest|digest)\b.{0,60}(?:image|reference|registry)/i,
  ),
  ...way(
    'corrupt',
    /\b(?:digest|checksum|hash|integrity|sha256|sha512|size)\b.{0,60}\b(?:mismatch|did not match|does not match|doesn't match|do not match|verification failed|validation|incorrect|differs?|invalid)\b/i,
    /\bunexpected (?:commit )?(?:digest|checksum|hash|size)\b|\bEINTEGRITY\b|\bfailed (?:size|digest|checksum) validation\b|\blayer verification failed\b|\bDIGEST_INVALID\b|\bchecksum error\b|\berror verifying (?:size|digest|checksum|sha256)\b|\bhash(?:es)? (?:mismatch|do not match)|\bDO NOT MATCH THE HASHES\b(?! FROM THE REQUIREMENTS FILE)|\bBAD CHECKSUM\b|\bverification failed\b.{0,40}(?:digest|checksum|hash|sum)/i,
    /(?<!double free or )\bcorrupt(?:ed|ion)?\b|\bCRC (?:error|check)|\binvalid checksum\b|\bgzip: invalid (?:checksum|header)\b.{0,40}|\bwrong (?:digest|checksum|size)\b/i,
  ),
  ...way(
    'not-unpackable',
    /\bUntar (?:re-exec )?error\b/i,
    /\binvalid tar header\b|\btar header\b.{0,40}|\bfailed to (?:extract|unpack|apply|register) (?:the )?layer\b|\berror processing tar\b|\bprocessing tar file\b|\bApplyLayer\b|\bunexpected EOF\b.{0,40}(?:tar|layer|gzip)|\barchive\/tar\b|\bgzip: invalid header\b|\bzlib\b.{0,40}(?:invalid|error)|\bnot a gzip\b|\bflate: corrupt|\bzstd: .{0,60}(?:invalid|corrupt|magic)|\bmagic number mismatch\b/i,
    /\b(?:failed|unable|error|could not|cannot)\b.{0,80}\b(?:lchown|unlinkat|lsetxattr|mknod|chown|link|whiteout|symlink)\b|\binsufficient UIDs or GIDs\b|\brequested \d{1,9}:\d{1,9} for \/|\bgetting? filesystem from image\b.{0,120}(?:exists|error|invalid|mkdir|chown|link)/i,
    /\b(?:failed|unable|error|could not) (?:to )?(?:unpack|extract|untar)(?:ing)?\b(?! image "| and)/i,
  ),
  ...way(
    'version-unsupported',
    /\b[Rr]equired \w{1,20} version\b.{0,80}\bdoes not match\b|\bor (?:higher|newer|later|greater|above) is required\b|\bis required\.? {1,3}You (?:are running|have) (?:\w{1,20} )?(?:version )?v?\d|\bTypeTag :: UNKNOWN\b/i,
    /\block ?file\b.{0,100}\b(?:incompatible|not compatible)\b.{0,40}\b(?:version of|current|this) \w|\block ?file version\b.{0,60}(?:not supported|unsupported|requires|newer|unknown)/i,
    /\b(?:version|engine|runtime|release|API|platform|stack)\b.{0,120}\b(?:is |are |was )?(?:not (?:supported|available|compatible|satisfied|allowed)|unsupported|incompatible|no longer supported|too (?:old|new|low)|end[- ]of[- ]life|deprecated and)\b/i,
    /\b(?:built|compiled|installed|generated|created|initiali[sz]ed|written|linked) (?:by|with|for|against|under|using) (?:an? |another )?(?:\w{1,20} ){0,2}(?:version|release)\b.{0,120}\b(?:different|not compatible|incompatible|newer|older|needs? to be (?:re-?)?(?:built|installed|compiled))/i,
    /\b(?:unsupported|incompatible|unknown|invalid|unrecogni[sz]ed) (?:\w{1,20} )?(?:version|engine(?! type)|runtime|release|class file|stack|API)\b|(?<!may be )\bincompatible with\b|\bUnsupportedClassVersionError\b|\bclass file has wrong version\b|\binvalid (?:target|source) release\b|\brelease version \d{1,2} not supported\b|\binvalid flag: --release\b/i,
    /\brequires? (?:a )?(?:\w{1,20} ){0,4}(?:version )?["'`]?(?:[<>=~^]{1,2} ?)?v?\d{1,3}(?:\.\d{1,4}){0,3}\b.{0,120}\b(?:but|current|got|found|running|installed|you (?:have|are)|incompatible|is not|than)\b/i,
    /\b(?:but|because|current(?:ly)?|running|installed) (?:the )?(?:\w{1,20} ){0,4}(?:version )?(?:is|was|are) v?\d{1,3}\.\d.{0,80}\b(?:requires?|required|needs|specified|expected|but)\b/i,
    /\bYour (?:Ruby|Node|Python|Go|PHP|composer\.\w{1,8}|bundler|npm|yarn|pnpm)\b.{0,20}version is\b|\bEBADENGINE\b|\bERR_PNPM_UNSUPPORTED_ENGINE\b|\bengine "\w{1,20}" is incompatible\b|\bRequires-Python\b|\brequires python\b|\bUnsupported engine\b/i,
    /\bno compatible versions?\b|\bno version .{1,60} (?:matches|matching|satisfies)|\b(?:could not|couldn't|unable to|failed to) (?:resolve|satisfy|determine)\b.{0,60}\b(?:version|runtime|range|constraint)\b|\bRequested runtime\b.{0,60}not available|\b(?:not available|unavailable) for this stack\b|\bNETSDK1045\b|\bcompatible \.NET SDK was not found\b|\bgo\.mod requires go\b|\bgo: .{0,80}requires go >= /i,
    /\bneeds (?:at least )?(?:\w{1,20} ){1,3}v?\d{1,3}\.\d|\bminimum (?:required |supported )?\w{0,20} ?version\b|\b(?:lower|higher|older|newer|greater) than (?:the )?(?:minimum|required|supported|version)\b|\bmust (?:be|use|have) (?:at least )?\w{1,20} ?(?:version )?(?:>=?|v?\d{1,3}\.)/i,
    /\bdoes not support (?:stack|platform|API|version)\b|\bAPI version\b.{0,80}(?:incompatible|not supported|unsupported|too (?:old|new))|\bThis project'?s? (?:package\.json|packageManager)\b.{0,100}|\bcorepack\b.{0,120}(?:mismatch|not match|different)/i,
  ),
  ...way(
    'mismatch',
    /\block ?file\b.{0,160}\b(?:not up[- ]to[- ]date|out of (?:date|sync)|outdated|needs to be updated|changed|does not match|doesn't match|is not in sync|mismatch|would have been modified|inconsistent|is missing|conflict|not satisfy|frozen|incompatible)\b/i,
    /\b(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|Pipfile\.lock|composer\.lock|Gemfile\.lock|Cargo\.lock|go\.sum|uv\.lock|pdm\.lock|packages\.lock\.json|bun\.lockb?)\b.{0,160}\b(?:not up[- ]to[- ]date|out of (?:date|sync)|outdated|need\w{0,2} to be (?:updated|regenerated)|not in sync|mismatch|does not match|doesn't match|inconsistent|differs?|changed|not compatible|missing|stale)\b/i,
    /\bERR_PNPM_(?:OUTDATED_LOCKFILE|LOCKFILE_(?!BREAKING)\w{0,40}|FROZEN_LOCKFILE(?!_WITH)\w{0,40}|NO_LOCKFILE)\b|\bmissing go\.sum entry\b|\b(?:cannot|could not|unable to|failed to)\b.{0,80}\bfrom (?:the )?lock ?file\b|\bcan only install packages when your package\.json\b|\bchanged significantly since\b|\bfrozen[- ](?:lockfile|mode)\b.{0,80}(?:but|is|can|because|cannot|not|updated)|\bupdates to go\.(?:mod|sum) needed\b|\bYN0028\b|\binconsistent vendoring\b|\bNU1004\b|\bin (?:deployment|frozen) mode\b.{0,160}|\blockfile would (?:be|have been)\b|\block file is not up to date\b|\bexisting lock ?file\b/i,
    /\bcan only install with an existing package-lock\b|\bdeployment mode\b.{0,120}(?:change|Gemfile)|\bThe dependencies in your gemfile changed\b|\bverifying .{1,160}: checksum mismatch\b/i,
  ),
  ...way(
    'conflict',
    /\bERESOLVE\b|\bResolutionImpossible\b|\bSolverProblemError\b|\bversion solving failed\b/i,
    /\bconflicting (?:dependenc|requirement|peer|version)|\b(?:dependency|dependencies|version|requirements?|package|peer dep\w{0,8})\b.{0,40}\bconflicts?\b|\bunmet (?:dependenc|peer)|\bunsatisfiable\b|\bhave conflicting\b|\bincompatible (?:dependenc|requirement|constraint|peer)|\bincompatible versions?\b/i,
    /\bcould not be resolved to an installable set\b|\bheld broken packages\b|\bunable to resolve dependency tree\b|\bfailed to select a version\b|\bCould not find compatible versions\b|\bfound conflict(?:s|ing)\b|^rejecting: .{1,200}\(conflict\b|\bVersion conflict detected\b|\bNU1(?:107|605|608)\b|\bDetected package downgrade\b|\bno solution found\b|\bnothing provides\b|\bbroken packages\b|\bpeer dep(?:endency)?\b.{0,60}(?:conflict|missing|unmet|invalid)|\bERR_PNPM_PEER_DEP_ISSUES\b/i,
    /\b(?:depends on|requires) .{1,120}\bbut (?:it is not|you have|.{1,60} (?:is (?:to be )?installed|which is incompatible|was (?:found|given)|is incompatible))|\bbreaks\b.{0,80}\b(?:but|installed)\b|\bCannot install .{1,200} because\b|\brequires a greater version of\b|\bsub-dependencies\b.{0,40}mismatch|\bpackage .{1,80} requires .{1,80} but none of the providers\b/i,
  ),
  ...way(
    'syntax',
    /\b(?:parse|parsing|syntax) error\b(?! (?:in|at|or) .{0,40}(?:SQL|near))|\bSyntaxError\b|\bunexpected token\b|\bunexpected (?:character|identifier|end of|indent|keyword|symbol)\b|\bunterminated\b|\binvalid (?:syntax|character|yaml|json|toml|xml|escape)\b|\bunknown instruction\b|\bTOMLDecodeError\b|\bJSONDecodeError\b|\bEJSONPARSE\b|\bmalformed\b|\bNon-parseable POM\b|\byaml: (?:line|unmarshal|did not)/i,
  ),
  ...way(
    'compile',
    /\berror TS\d{3,5}\b|\berror CS\d{3,5}\b|\berror (?:MSB|NETSDK|BC|FS)\d{3,5}\b|\berror\[E\d{4}\]|\bcompilation (?:error|failure|failed|terminated)\b|\bCOMPILATION ERROR\b|\bfailed to compile\b(?! droplet)(?! \w[\w.]{1,12} app)|\bcould not compile\b|\bcannot find symbol\b|\bcompile (?:failed|error)\b|\bBuild failed because of (?:webpack|rspack) errors\b/i,
    /^(?:[A-Za-z]:|\.{0,2}\/)?[\w@./\\ -]{1,200}\.(?:c|cc|cpp|cxx|h|hpp|m|rs|swift|java|kt|kts|scala|go|ts|tsx|js|jsx|vue|svelte|cs|fs|vb|hs|elm|zig|proto|pyx|dart|ex|erl|f90)[:(]\[?\d{1,6}[,:]?\d{0,6}[)\]]?:? ?-? ?(?:fatal )?(?:error\b|undefined|cannot|expected|undeclared|syntax|unresolved|not enough|too many|declared|imported|missing|invalid|type|Type)/i,
    /\bundefined reference to\b|\bld returned \d\b|\blinker command failed\b|\bcollect2: error\b|\bUnresolved reference\b|\bhas no (?:field or method|member named|exported member)\b.{0,60}|\bundeclared (?:identifier|name|variable)\b|\bType error:|\bType '.{1,200}' is not assignable\b|\bProperty '.{1,80}' does not exist on type\b|\bpackage [\w.]{1,120} does not exist$|\bimplicit declaration of function\b|\bno required module provides package\b|\bis not in (?:GOROOT|std)\b|\bimport cycle not allowed\b|\bbuild constraints exclude all Go files\b/i,
    /\bModule not found: (?:Error: )?Can't resolve\b|\bfailed to resolve import\b|\bCould not resolve (?:entry module|"\.|'\.|import|"[@\w./-]{1,120}" from)\b|\bRollupError\b|\bTransform failed with\b|\bBuild failed with \d{1,5} errors?\b|\bModule build failed\b|\bError occurred prerendering\b|\bprerender\w{0,3} .{0,60}(?:error|fail)|\bis not exported (?:by|from)\b|\bCannot find name\b|\bUnable to compile TypeScript\b|\bTask .{1,80}:compile\w{0,20} FAILED\b|\bExecution failed for task ':.{0,60}compile/i,
    /\b(?:[1-9]\d{0,4}) errors? (?:generated|found|occurred(?!:| while)|in \d)|\bfound [1-9]\d{0,4} errors?\b|\bdue to [1-9]\d{0,4} previous errors?\b|^\s{0,8}[1-9]\d{0,4} (?:Error\(s\)|errors?$)|\bdart2js\b.{0,40}fail|\bTarget .{1,60} failed: |\bSwift Compiler Error\b|\bmix compile\b.{0,40}error|\*\* \(CompileError\)|\bThere (?:were|was) [1-9]\d{0,3} (?:compilation |compile |type )?errors?\b|\bpsalm|phpstan\b.{0,40}errors/i,
  ),
  ...way(
    'usage',
    /\bCommand line option .{1,80} is not understood\b|\bNo such command: \S/i,
    /\bUnable to handle: \S|^error: \(--?[\w-]{1,40}\) /,
    /(?<!\): )\b(?!invalid argument["'\\]{0,6}(?:$|[:,)]| ?(?:error|exit)))(?:unknown|unrecogni[sz]ed|invalid|illegal|unexpected|unsupported|ambiguous) (?:command[- ]line )?(?:options?|flags?|arguments?|switch|parameter|subcommand)\b|\bflag provided but not defined\b|\bbad option\b|\bno such option\b|\bunknown shorthand flag\b|\boption .{1,60} (?:requires an argument|is not recogni[sz]ed|not found)\b|\bthe following (?:required )?arguments (?:are required|were not provided)\b|\brequires (?:exactly|at least|at most) \d{1,2} arguments?\b|\bmissing (?:operand|argument|required argument)\b|\btoo (?:many|few) arguments\b|\bunknown (?:command|argument)\b|\bno such (?:sub)?command\b/i,
    /^usage:(?: |$)|\bMissing command\b/i,
  ),
  ...way(
    'not-approved',
    /\b(?:ignored|blocked|unapproved|disabled) (?:build|install|lifecycle|postinstall)?[ -]?scripts?\b|\bERR_PNPM_IGNORED_BUILDS\b|\bapprove-builds\b|\bonlyBuiltDependencies\b|\b(?:build|install|lifecycle) scripts? (?:were|was|are|is|have been) (?:ignored|blocked|disabled|not (?:run|allowed|approved))\b|\btrustedDependencies\b|\ballow-(?:scripts|plugins)\b.{0,60}|\bcontains a Composer plugin which is blocked\b|\bblocked by your allow-plugins\b/i,
  ),
  ...way(
    'not-running',
    /\b(?:cannot|can't|could not|unable to|failed to) connect to (?:the )?(?:docker|podman|containerd|buildkit|crio|CRI)\b|\bIs the docker daemon running\b|\bdocker daemon is not running\b|\b(?:docker|containerd|podman|buildkitd?|daemon|dockerd|engine)\b.{0,60}\b(?:is )?not running\b|\bbuildx component is missing\b|\bdocker\.sock\b.{0,120}|\bdocker_engine\b|\berror during connect: (?:This error|in the default|Get "?http:\/\/%|Post "?http:\/\/%|Head "?http:\/\/%)|\bcontainer runtime is not running\b|\bcontainerd\.sock\b|\bbuildkitd\.sock\b|\bpodman\.sock\b|\bDocker Desktop\b.{0,60}(?:not running|stopped|unable|failed)|\bno (?:active )?builder\b.{0,40}found|\bfailed to start daemon\b|\bError initializing network controller\b/i,
  ),
  ...way(
    'not-listening',
    /\bfailed to bind to \$?PORT\b|\b(?:app|application|container|process|service) (?:did not|failed to|never) (?:listen|bind|respond|open a port)\b|\bno open ports? (?:were |was )?detected\b|\bPort scan timeout\b/i,
    /\b(?:initial scale was never achieved|failed to (?:start and )?(?:then )?listen|not listening (?:on|to)|did not (?:start|listen|become ready)|never (?:became|got|turned) (?:ready|healthy)|aggressive probe error)\b/i,
    /\b(?:readiness|liveness|startup|health) ?(?:probe|check)s? failed\b|^(?:Warning )?Unhealthy\b|\bfailed (?:the )?(?:readiness|liveness|startup|health) (?:probe|check)/i,
    /\bcontainer (?:called )?.{0,60}failed to (?:start|become (?:ready|healthy))|\bdidn't respond to (?:health|HTTP)|\bhealth check\w{0,3} (?:timed out|never)/i,
  ),
  ...way(
    'tool-broke',
    // A compiler that breaks says so itself, and asks for a report.
    /\binternal compiler error\b(?!: Killed)|\b[Cc]ompiler (?:internal error|crash(?:ed)?\b|panick?ed)|\b(?:[Bb]ackend|[Ff]rontend|[Ll]inker|[Cc]ompiler|[Pp]arser|[Oo]ptimi[sz]er) [Ii]nternal error\b|^(?:\S{1,40}: )?(?:fatal )?[Ii]nternal error: (?!.{0,200}(?:refused|timed? ?out|denied|not found|connect))|\bthe '?impossible'? happened\b|\b(?:exception|error) (?:has )?occurred in the compiler\b|\bDebug Failure\. /,
    /^(?:Please|PLEASE)\b[^.]{0,60}\b(?:submit|file|report|open)\b.{0,40}\bbug\b|\bwe would appreciate a bug report\b|\bthe compiler unexpectedly panicked\b/,
    /\bcommand failed due to signal (?!9\b)\d{1,2}\b|\bfrontend command failed due to signal\b|(?:\b(?:cc1|cc1plus|gcc|g\+\+|cc|c\+\+|clang(?:\+\+)?|ld|collect2|rustc|swift-frontend|ghc|javac|kotlinc|esbuild)|\/tool\/\w{3,20}\/(?:compile|link|asm|cgo))\b.{0,60}\bsegmentation (?:fault|violation)\b|^Stack dump:$/i,
    /\btask failed unexpectedly\b|\bsaying (?:properly )?goodbye\b.{0,20}VM crash/i,
  ),
  ...way(
    'engine-broke',
    // The engine's own storage and namespaces, which no image and no workload has to do with.
    /\boverlay\b.{0,400}: invalid argument\b|\bcreating overlay mount\b|\bunable to create new parent process\b|\bmounting \\{0,8}"(?:cgroup2?|proc|sysfs|tmpfs|devpts|mqueue|shm)\\{0,8}" to rootfs\b|\bset process label: write\b|\bpivot_root\b.{0,40}invalid argument/i,
  ),
  ...way(
    'crashed',
    /(?<![\w.-])panic: \S|\binit terminating in do_boot\b|\b[Cc]rash dump (?:is being|was) written\b|\b(?:startup|start-up|bootstrap|boot|initiali[sz]ation|pre-?flight)(?: \w{1,12})? (?:has |have )?failed\b/,
    /^CRITICAL\b|\((?:NoMethodError|NameError|ArgumentError|TypeError|RuntimeError|StandardError)\)$|\bError occurred during initialization of VM\b/,
    /\bTraceback \(most recent call last\)|^panic: |\bgoroutine \d{1,6} \[running\]|\bException in thread\b|\bUnhandled (?:exception|promise|rejection|error)\b|\bUncaught (?:\w{1,40}(?:Error|Exception)|Exception|exception)\b|\bUnhandledPromiseRejection/i,
    /^(?!hudson\.|jenkins\.)(?:Uncaught )?(?:[A-Za-z_][\w.$]{0,150}[.:]{0,2})?[A-Z]\w{1,60}(?:Error|Exception|Exit|Failure|Timeout|Refused|NotFound|DoesNotExist)\b(?: \[\w{1,60}\])?(?::|$| \()/,
    // What the server that runs the jobs throws is none of the application's.
    /(?<![\w.])(?!hudson\.|jenkins\.)(?:[a-z]\w{0,40}\.){1,8}[A-Z]\w{1,80}(?:Exception|Error)\b/,
    /\bsegmentation fault\b|\bcore dumped\b|\bSIGSEGV\b|\bSIGABRT\b|\bSIGILL\b|\bSIGBUS\b|\bassertion .{0,80}failed\b|\bstack overflow\b|\bfatal error: (?!.{0,80}No such file)|\bfatal exception\b|\bthread '.{1,60}' panicked at\b|\babort(?:ed|ing)? \(core\b|\bbus error\b|\bnil pointer dereference\b|\bFatal Python error\b|\bPHP Fatal error\b|\bApplication (?:run failed|startup failed|failed to start|error)\b|\bAPPLICATION FAILED TO START\b|\bstarting up failed\b|\bfailed to start (?:application|server|app|web server)\b|\[emerg\]|\bStartup failed\b|\bapp crashed\b|\bunrecoverable error\b/i,
    /\bnode:internal\/|\binternal\/modules\/cjs\/loader\b|\bERR_REQUIRE_ESM\b|\bERR_UNKNOWN_FILE_EXTENSION\b|\bERR_UNSUPPORTED_\w{3,40}/,
    /\bKernel pid terminated\b|\bapplication_start_failure\b|\bfailed_to_start_child\b|\brake aborted!|\bstack traceback:|\bCallStack \(from HasCallStack\)|\bCan't locate object method\b|\bunhandled panic\b|\bFATAL\b|\bterminate called after throwing\b|\bPANIC\b|\bdouble free\b|\bmalloc\(\)|\bfailed to (?:start|boot|launch|initiali[sz]e)\b|\bCONFIG ERROR\b|\binvalid configuration\b|\b(?:failed|unable|error) (?:to )?(?:load|loading|pars(?:e|ing)|validat(?:e|ing)|read|reading) (?:the )?config\w{0,10}\b|\blevel=fatal\b|\bUnable to start\b|\bcould not start\b|\bcannot start\b/,
  ),
  ...way(
    'exited',
    /\bexit(?:ed|s)?(?: with)?(?: an?)?(?: non-?zero)?(?: exit)?(?: code| status| value)?:? ?\(?[1-9]\d{0,2}\b|\bexit_?code["']?[=: ]{1,3}[1-9]\d{0,2}\b|\bnon-zero (?:exit )?(?:code|status)(?:: ?| of )?[1-9]?\d{0,2}\b|\bfailed with (?:exit |status |return )?(?:code|status)? ?(?:code )?:? ?[1-9]\d{0,2}\b|\breturned (?:exit |status |error )?code:? ?[1-9]\d{0,2}\b|\bErr(?:or)? ?code:? ?[1-9]\d{0,2}\b/i,
    /\bdid not complete successfully\b|\bexecutor failed running\b|\bBUILD FAIL(?:URE|ED)\b|\bbuild failed\b|\bCrashLoopBackOff\b|\bBack-off restarting\b|\bELIFECYCLE\b|\bcommand failed\b|\bCalledProcessError\b|\bError \d{1,3}$|\bContainerExitedCode\d{1,3}\b|\bprocess completed with exit code [1-9]|\bsubprocess-exited-with-error\b|\bReason: {1,12}Error\b/i,
  ),
];
