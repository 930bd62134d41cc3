/** British English: the sentences that differ from those of src/text/english.rs and js/words.js. The others are shared. */
export default {
  tag: 'en-GB',

  // Jobs
  jobColor: 'Colour',

  // Cancelling
  cancelling: 'Cancelling…',
  jobCancelled: '“{job}” was cancelled.',

  // Destination
  destinationFavorites: 'Favourites',
  favorite: 'Favourite: {printer}',

  // Settings
  settingsColor: 'Colour',
  colorColor: 'Colour',
  colorGrayscale: 'Greyscale',

  // Settings: their values
  orderAnticlockwise: 'Anticlockwise',

  // Progress
  cancelled: '“{job}” was cancelled at {printer}.',

  // Ends of a redirect
  jobEndedAdvice: 'It was printed, cancelled or removed in the meantime. Nothing was sent now.',

  // What goes wrong
  permissionMissingAdvice: "It lacks a permission, or you don't have a Universal Print licence. Contact your IT support with the details below.",
  noAccessAdvice: "It might not be shared with you, or you don't have a Universal Print licence. Contact your IT support with the details below.",

  // For IT: facts, in the words of the documentation
  itHolds: 'The token holds the permission that the call needs. Check that the user has a Universal Print licence and access to this printer share.',
};
