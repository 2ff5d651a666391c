/** The kubelet and the scheduler: events, `kubectl get` and `describe`. */
import { says, type Tool } from './tool';

export const kubelet: Tool = {
  name: 'kubelet',
  speaks:
    /\bkubelet\b|\bErrImagePull\b|\bImagePullBackOff\b|\bFailed to pull image\b|\bBack-off\b|\bFailedScheduling\b|\bError syncing pod\b|\bFailedMount\b|\bMountVolume\b|^\s{0,8}(?:Normal|Warning) {1,20}[A-Z]\w{2,40} /,
  reaches: 'registry',
  handles: 'image',
  says: [
    ...says(
      'ended',
      'program',
      /\bReason: {1,12}Completed\b/,
      /\b0\/1 {1,30}Completed\b/,
      /\bExit Code: {1,12}0\b/,
      /\bexited with code 0\b/,
    ),
    ...says('no-such-file', 'image', /\bErrImageNeverPull\b|\bis not present with pull policy of Never\b/),
    ...says(
      'unparsable',
      'image',
      /\bInvalidImageName\b|\bFailed to apply default image tag\b|\bcouldn't parse image (?:reference|name)\b|\bFailed to inspect image ""/,
    ),
    ...says(
      'not-found',
      'secret',
      /\bsecret "(?<secret>[^"]{1,250})" not found\b/i,
      /\bUnable to retrieve some image pull secrets \((?<secret>[^)]{1,250})\)|\bcouldn't find key (?<key>\S{1,120}) in (?:Secret|ConfigMap)\b/i,
      /\bconfigmap "(?<secret>[^"]{1,250})" not found\b|\breferences non-existent (?:secret|config) key\b|\bFailedToRetrieveImagePullSecret\b|\bSpec\w{0,20}Secret\w{0,10}NotFound\b|\bMultipleSecretRefNotFound\b|\bSecretRefNotFound\b/i,
      /\bsecrets? ["'](?<secret>[\w.-]{1,250})["'].{0,100}(?:is forbidden|not found|does not exist)/i,
    ),
    ...says(
      'forbidden',
      'program',
      /\brunAsNonRoot\b|\bimage will run as root\b|\bhas non-numeric user\b|\bcannot verify user is non-root\b|\brunAsUser: Invalid value\b|\bviolates PodSecurity\b.{0,600}(?:root|runAs)|\bunable to validate against any (?:pod )?security\b/i,
    ),
    ...says(
      'setup-failed',
      'volume',
      /\bMountVolume\.\w{3,20} failed\b(?!.{0,300}(?:(?:secret|configmap) "[^"]{1,250}" not found|references non-existent))|\bvolumes? to attach\/mount\b|\bunattached\/unmounted volumes\b|\bFailedMount\b(?!.{0,500}(?:secret|configmap) "[^"]{1,250}" not found)|\bFailedAttachVolume\b|\bUnable to attach or mount volumes\b|\bpersistentvolumeclaim "[^"]{1,250}" not found\b|(?<!\bfailed to extract layer \S{1,90}: )\bfailed to mount\b(?!.{0,60}overlay)|\bMulti-Attach error\b|\bmount\.(?:nfs|cifs|fuse)\b|\bProvisioningFailed\b|\bunbound immediate PersistentVolumeClaims\b|\bs3fs: |\bcosfs?\b.{0,60}(?:error|fail)/i,
    ),
    ...says(
      'setup-failed',
      'sandbox',
      /\b(?:failed|error)\b.{0,60}\b(?:create|creating|set up|setup|setting up|tear ?down|destroy) .{0,40}(?:pod )?(?:sandbox|network)\b(?!.{0,400}(?:get sandbox image|pull image))|\bFailedCreatePodSandBox\b(?!.{0,400}(?:get sandbox image|pull image))|\bfailed to set ?up (?:sandbox|network|pod)\b|\bnetworkPlugin cni\b|\bplugin type=".{1,40}" failed\b|\bcni plugin not initialized\b|\bNetworkNotReady\b|\bno IP addresses available\b|\bfailed to assign an IP\b|\bfailed to allocate for range\b/i,
    ),
    ...says('quota', 'quota', /\bexceeded quota: |\bfailed quota: /),
    ...says(
      'quota',
      'pod',
      /\b\d{1,4}\/\d{1,4} nodes are available\b|\bFailedScheduling\b|\bInsufficient (?:cpu|memory|ephemeral-storage|pods)\b|\bOutOf(?:cpu|memory|pods)\b|\bUnschedulable\b(?!:)/i,
    ),
    ...says(
      'storage-limit',
      'pod',
      /\bephemeral local storage usage exceeds\b|\bexceeded its local ephemeral storage limit\b|\bexceeded ephemeral storage\b|\bUsage of EmptyDir volume\b/,
    ),
    ...says(
      'no-space',
      'disk',
      /\bnode was low on resource: (?:ephemeral-storage|imagefs|nodefs)\b|\bdisk pressure\b/i,
    ),
    ...says(
      'out-of-memory',
      'program',
      /\bOOMKilled\b|\bMemory cgroup out of memory\b|\binvoked oom-killer\b|\bSystem OOM encountered\b|\bnode was low on resource: memory\b|\bOOMKilling\b/,
    ),
    ...says(
      'not-listening',
      'probe',
      /\b(?:[Rr]eadiness|[Ll]iveness|[Ss]tartup) probe failed: (?!HTTP probe failed with statuscode: [34])/,
    ),
    ...says('policy-refused', 'probe', /\bHTTP probe failed with statuscode: [34]\d\d\b/),
    ...says(
      'time-limit',
      'program',
      /\bJob was active longer than specified deadline\b|\bMaxExecutionTimeExceeded\b/,
    ),
    ...says(
      'exited',
      'program',
      /\bBack-off restarting failed\b|\bCrashLoopBackOff\b|\bLast (?:Termination )?State:? {1,12}Terminated\b|\bContainerExitedCode\d{1,3}\b/,
    ),
    // A row of `kubectl get`.
    ...says(
      'crashed',
      'program',
      /\d\/\d {1,40}(?:ContainerCannotRun|StartError|RunContainerError) {1,40}\d/,
      /\b0\/\d{1,3} {1,40}Running {1,40}[1-9]\d{0,4}\b/,
    ),
    ...says(
      'command-missing',
      'program',
      /\b(?:ContainerCannotRun|StartError)\b.{0,300}(?:no such file|not found)/,
    ),
  ],
};
