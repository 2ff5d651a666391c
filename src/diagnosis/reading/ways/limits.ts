/** How it is worded that a machine has no more room, time or right to go on. */
import { type Way, way } from './way';

export const limitWays: readonly Way[] = [
  ...way(
    'no-space',
    /\bno space left on (?:the )?device\b|\bENOSPC\b|\bdisk (?:is )?full\b|\bout of (?:disk )?space\b|\bdisk quota exceeded\b|\bEDQUOT\b/i,
    /\b(?:not |in)?sufficient (?:free )?(?:disk )?(?:space|storage)\b|\bnot enough (?:free )?(?:disk )?(?:space|storage)\b|\bdon't have enough free space\b|\bnot enough room\b|\bneeds .{1,40} (?:MB|GB|MiB|GiB).{0,40}free\b/i,
    /\blow on resource: (?:ephemeral-storage|imagefs|nodefs|inodes)|\bDiskPressure\b|\bFreeDiskSpaceFailed\b|\bhad condition: \[DiskPressure\]|\bno more inodes\b|\bNo usable temporary directory found\b/i,
  ),
  ...way('read-only', /\bread-only file ?system\b|\bEROFS\b/i),
  ...way(
    'storage-limit',
    /(?<!resource: )\bephemeral[- ](?:local )?storage\b.{0,80}\b(?:exceed|limit)|\bexceed\w{0,3} .{0,40}\bephemeral[- ](?:local )?storage\b|\blocal ephemeral storage\b/i,
    /\bEmptyDir volume\b.{0,60}\bexceeds\b/i,
  ),
  ...way(
    'out-of-memory',
    /\bOOM[- ]?Kill(?:ed|er|ing)?\b|\bOutOfMemory(?:Error|Exception)?\b|\bout of memory\b/i,
    /\bv8::internal::Heap\w{0,20}::\w{0,60}(?:Fail|OutOfMemory)\w{0,20}/,
    /\bheap (?:out of memory|space|limit|exhausted)\b|\bReached heap limit\b|\bJavaScript heap\b|\bAllocation failed\b/i,
    /\bcannot allocate memory\b|\bENOMEM\b|\bMemoryError\b|\bstd::bad_alloc\b|\bmemory allocation (?:of \d{1,15} bytes )?failed\b|\bfailed to allocate\b.{0,40}memory|\bcould not allocate\b.{0,40}memory|\bvirtual memory exhausted\b/i,
    /\bmemory (?:limit|usage)\b.{0,60}\b(?:exceed|over)|\bexceed\w{0,3} .{0,30}\bmemory (?:limit|request)\b|\bMemory cgroup\b|\boom_reaper\b|\binvoked oom-killer\b|\blow on resource: memory\b|\bMemoryPressure\b|\bGC overhead limit\b|\bAllowed memory size of\b|\bJava heap\b|\bMetaspace\b/i,
    /\bThere is insufficient memory for the Java Runtime\b|\bdaemon (?:has )?disappeared unexpectedly\b|\bDaemonDisappeared\w{0,10}\b|\bexpiring Daemon because JVM heap\b|\brustc.{0,60}signal: 9\b/i,
  ),
  ...way(
    'killed',
    /^(?:\S{1,120}: (?:line )?\d{0,5}:? {0,8}\d{0,9} )?Killed\b(?! by| at)/,
    /\bKilled(?:\s{1,30}\S|$)|\bSIGKILL\b|\bsignal:? ?\(?9\b|\bkilled by signal\b|\bsignal: killed\b|\bKilled signal\b|\bterminated by signal (?:9|SIGKILL)|\b(?:gcc|cc1plus|cc1|ld|clang|rustc)\b.{0,40}\bkilled\b/,
  ),
  ...way(
    'killed-it-seems',
    /\bexit(?:ed)?(?: with)?(?: code| status)?:? ?\(?137\b|\bnon-zero code: 137\b|\bexit code 137\b|\bstatus 137\b/i,
  ),
  ...way(
    'time-limit',
    /\b(?:failed|did not|not) (?:to )?(?:finish|complete)\w{0,2} (?:within|before|in)\b|\b(?:TaskRun|PipelineRun|BuildRun)Timeout\b|\bexecution took longer than\b|\bmaximum execution time\b|\bactive longer than specified deadline\b|\bDeadlineExceeded\b(?=\W{0,4}$)|\bMaxExecutionTimeExceeded\b/i,
    /\b(?:build|job|step|task|workflow|run|pipeline|stage)\b.{0,60}\b(?:timed out|has timed out|exceeded (?:the )?(?:maximum|time)|time ?limit|timeout (?:of|exceeded|reached))\b|\btimeout of \d{1,6} ?(?:minutes?|hours?|m|h|s)\b/i,
  ),
  ...way(
    'canceled',
    /\bcontext cancell?ed\b|\b(?:build|job|run|workflow|operation|pipeline|task|step)\b.{0,40}\b(?:was |has been |is )?(?:cancell?ed|aborted|interrupted|stopped) ?(?:by|$|\.)|\bThe operation was canceled\b|\bcancell?ed by (?:user|the user)\b|\bBuildRunCancell?ed\b|\bTaskRunCancell?ed\b/i,
    /^(?:\^C|Cancell?ed|Aborted(?! \(core)|Interrupted)\b|\bKeyboardInterrupt\b|\bSIGTERM\b|\bSIGINT\b|\bFinished: ABORTED\b|\bexit(?:ed)?(?: with)?(?: code| status)?:? ?\(?143\b|\bError 143\b|\bTerminated {6}|\breceived (?:signal|SIGTERM|interrupt)\b|\bA task was canceled\b|\bshutdown signal\b/i,
  ),
  ...way(
    'port-taken',
    /\baddress already in use\b|\bEADDRINUSE\b|\bAddress in use\b|\bport \d{1,5} (?:is )?(?:already )?(?:in use|taken|allocated|used)\b|\bport is already allocated\b|\bport\b.{0,40}\balready (?:in use|allocated|bound|being used)\b|\bfailed to bind\b.{0,60}in use|\bOnly one usage of each socket address\b|\bis already being used\b|\bbind\w{0,3}\b.{0,60}(?:errno 98|error: 98)/i,
  ),
  ...way(
    'permission-denied',
    /\bpermission denied\b(?! \((?:publickey|password|keyboard|gssapi))/i,
    /\bEACCES\b|\bEPERM\b|\bPermissionError\b|\bAccessDeniedException\b|\bUnauthorizedAccessException\b/,
    /\b(?:invalid|wrong|incorrect|insecure|bad) (?:permissions?|ownership|owner)\b|\bmust be (?:present and )?(?:writ(?:e)?able|readable|owned by)\b|\bcould not change (?:the )?(?:permissions?|owner(?:ship)?|mode)\b|\b(?:destination |target )?(?:directory|file|path) cannot be created: \//i,
    /\boperation not permitted\b|\baccess to the path .{1,200} is denied\b|\binsufficient permissions? (?:to|for) (?:write|read|create|open|bind)\b|\bis not writ(?:e)?able\b|\bnot readable\b|\bcannot write\b.{0,60}(?:permission|denied)|\bunable to (?:write|create)\b.{0,100}(?:permission|denied)/i,
    /\bexit(?:ed)?(?: with)?(?: code| status)?:? ?126\b|\bnon-zero code: 126\b|\bcould not be invoked\b|\bis a directory\b|\bcannot execute\b(?!.{0,20}binary)/i,
  ),
  ...way(
    'wrong-architecture',
    /\bexec(?:utable)? format error\b|\bENOEXEC\b|\bcannot execute binary file\b|\bErrno 8\b|\bos error 8\b/i,
    /\brosetta error\b|\bqemu-\w{1,12}: (?:could not open|uncaught)|\bqemu: uncaught target signal\b|\bBad CPU type\b|\bWrong ELF class\b|\bwrong architecture\b|\bincompatible architecture\b|\bnot a valid Win32 application\b|\binvalid ELF header\b|\bELF (?:file|load|header)\b.{0,60}(?:not|wrong|mismatch|invalid)|\bfile in wrong format\b|\bIllegal instruction\b/i,
  ),
];
