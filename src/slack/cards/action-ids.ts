/** Ids of the interactive parts of cards: the contract between what is drawn and who listens. */
export const actionIds = {
  checkAgain: 'check_again',
  showLog: 'show_log',
  allEvents: 'all_events',
  openConsole: 'open_console',
  /** The menu of several matches, and of projects. Its option values are command lines. */
  choose: 'choose',
  /** Buttons whose value is a command line. Ids are unique in a message, so a number follows: `run_command:2`. */
  runCommand: 'run_command',
  /**
   * A row of the overview, `open_item:3`, and its menu, `open_item`; *Check source* and *What changed* of a report:
   * answered below the message, which stays.
   */
  openItem: 'open_item',
  /** Pages of a modal; the value is the page's number. */
  turnPage: 'turn_page',
  /** Of an incident's card; the value is the incident's id. */
  acknowledge: 'incident_acknowledge',
  unacknowledge: 'incident_unacknowledge',
  /** Its menu: the option's value is `whom:incident`. */
  assign: 'incident_assign',
  resolve: 'incident_resolve',
  snooze: 'incident_snooze',
  /** Opens the form of muting. */
  mute: 'incident_mute',
  checkIncident: 'incident_check',
  rerun: 'incident_rerun',
  /** Of a build that was asked about; the value is a command line that names it. */
  rerunBuild: 'rerun_build',
  /** The log that was kept; the value is the evidence's id. A number follows in lists. */
  keptLog: 'kept_log',
  /** Where what was seen cannot be folded; the value is a command line, or the evidence's id. */
  showDetails: 'show_details',
  keptDetails: 'kept_details',
  /** Opens the form of *Check an image*. */
  imageForm: 'image_form',
  /** A row of the list of watches: its value is a command line. */
  editWatch: 'edit_watch',
  /** *Change* below the access rules. */
  editAccess: 'edit_access',
} as const;
