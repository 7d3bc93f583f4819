/** How conversations usually end; an agent may say it in other words. */
export const DISPOSITIONS = ["Solved", "No answer needed", "Could not be solved", "Spam"] as const;
export const LONGEST_DISPOSITION = 64;
