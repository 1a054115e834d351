/** What the page was told with itself: attributes of its root, named as the settings are. */
const told = document.documentElement.dataset;

/** Numbers that whoever runs the service may have set; texts take them from here and state none of their own. */
export const numbers = {
  confirmationSkipHours: Number(told['confirmationSkipHours']),
  pendingHours: Number(told['pendingHours']),
  probationDays: Number(told['probationDays']),
  protectionDays: Number(told['protectionDays']),
  undoRemovalDays: Number(told['undoRemovalDays']),
} as const;
