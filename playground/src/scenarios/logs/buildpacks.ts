/** What Cloud Native Buildpacks print while they analyse, detect and restore. */
export function buildpacksBegin(image: string): string[] {
  return ['===> ANALYZING', `[analyzer] Image with name "${image}" not found`, '===> DETECTING'];
}

export const detectedNothing = [
  '[detector] ======== Results ========',
  ...[
    ['paketo-buildpacks/ca-certificates@3.10.3', 'skip'],
    ['paketo-buildpacks/watchexec@3.5.2', 'skip'],
    ['paketo-buildpacks/maven@6.20.2', 'fail'],
    ['paketo-buildpacks/gradle@7.20.1', 'fail'],
    ['paketo-buildpacks/node-engine@7.5.0', 'skip'],
    ['paketo-buildpacks/npm-install@1.9.0', 'fail'],
    ['paketo-buildpacks/yarn-install@2.4.1', 'fail'],
    ['paketo-buildpacks/go-mod-vendor@1.1.2', 'fail'],
    ['paketo-buildpacks/cpython@1.17.0', 'skip'],
    ['paketo-buildpacks/python-start@0.15.2', 'fail'],
    ['paketo-buildpacks/php-dist@2.9.1', 'fail'],
    ['paketo-buildpacks/mri@0.17.4', 'fail'],
    ['paketo-buildpacks/dotnet-execute@1.1.3', 'fail'],
    ['paketo-buildpacks/procfile@5.11.2', 'fail'],
  ].flatMap(([name, result]) => [`[detector] ${result}: ${name}`]),
  '[detector] ERROR: No buildpack groups passed detection.',
  '[detector] ERROR: Please check that you are running against the correct path.',
  '[detector] ERROR: failed to detect: no buildpacks participating',
];

/** A Python application put together by buildpacks, without a Procfile. */
export function pythonBuildpacks(image: string, digest: string): string[] {
  return [
    ...buildpacksBegin(image),
    '[detector] 5 of 11 buildpacks participating',
    '[detector] paketo-buildpacks/ca-certificates 3.10.3',
    '[detector] paketo-buildpacks/cpython         1.17.0',
    '[detector] paketo-buildpacks/pip             0.24.1',
    '[detector] paketo-buildpacks/pip-install     0.7.2',
    '[detector] paketo-buildpacks/python-start    0.15.2',
    '===> RESTORING',
    '===> BUILDING',
    '[builder] Paketo Buildpack for CPython 1.17.0',
    '[builder]   Resolving CPython version',
    '[builder]     Candidate version sources (in priority order):',
    '[builder]                 -> ""',
    '[builder]     Selected CPython version (using ): 3.11.14',
    '[builder]   Executing build process',
    '[builder]     Installing CPython 3.11.14',
    '[builder]       Completed in 6.413s',
    '[builder] Paketo Buildpack for Pip Install 0.7.2',
    "[builder]     Running 'pip install --requirement requirements.txt --user'",
    ...[
      'flask==3.1.1',
      'gunicorn==23.0.0',
      'jinja2==3.1.6',
      'werkzeug==3.1.3',
      'click==8.2.1',
      'itsdangerous==2.2.0',
      'markupsafe==3.0.2',
      'blinker==1.9.0',
    ].flatMap((name) => [
      `[builder]       Collecting ${name}`,
      `[builder]         Downloading ${name.replace('==', '-')}-py3-none-any.whl (101 kB)`,
    ]),
    '[builder]       Completed in 9.02s',
    '[builder] Paketo Buildpack for Python Start 0.15.2',
    '[builder]   Assigning launch processes:',
    '[builder]     web (default): python',
    '===> EXPORTING',
    ...['ca-certificates:helper', 'cpython:cpython', 'pip-install:packages'].map(
      (layer) => `[exporter] Adding layer 'paketo-buildpacks/${layer}'`,
    ),
    "[exporter] Adding layer 'buildpacksio/lifecycle:launch.sbom'",
    "[exporter] Adding layer 'buildpacksio/lifecycle:launcher'",
    "[exporter] Adding layer 'buildpacksio/lifecycle:config'",
    "[exporter] Adding layer 'buildpacksio/lifecycle:process-types'",
    "[exporter] Adding label 'io.buildpacks.lifecycle.metadata'",
    "[exporter] Adding label 'io.buildpacks.build.metadata'",
    "[exporter] Adding label 'io.buildpacks.project.metadata'",
    "[exporter] Setting default process type 'web'",
    `[exporter] Saving ${image}...`,
    `[exporter] *** Images (${digest.slice(0, 19)}):`,
    `[exporter]       ${image}`,
  ];
}
