// The documents and printers that the simulator's scenarios `one-job` and `everyday` contain, by the names on screen.
// They are defined in crates/simulator/src/scenario/.

export const REPORT = 'Quarterly report.pdf';
export const POSTER = 'Open day poster.pdf';
/** A document of another user than the one who signs in. */
export const SALARY_REVIEW = 'Salary review (confidential).pdf';

/** The printer that the user prints at most often, so it is among the recent printers. */
export const KITCHEN = 'BER-A2 Kitchen corner';
export const PROJECT_SPACE = 'BER-A3 Project space';
export const RECEPTION = 'BER-A1 Reception';
