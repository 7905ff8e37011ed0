namespace SocialCommerce.Payouts.Accounts;

/// <summary>Refusals of payees' accounts.</summary>
internal static class AccountProblems
{
    public static readonly ProblemType AccountNotFound = ProblemType.NotFound(
        "ACCOUNT_NOT_FOUND", "The payee has no such account.", "List the payee's accounts and use an id of that list.");

    public static readonly ProblemType AccountReplaced = ProblemType.Conflict(
        "ACCOUNT_REPLACED", "A later account was proposed.", "Approve the latest account of the channel.");

    public static readonly ProblemType AccountAltered = ProblemType.Conflict(
        "ACCOUNT_ALTERED", "The stored account was altered.",
        "Propose and approve the account again, and find out who changed the database.");

    public static readonly ProblemType AccountDiffers = ProblemType.Invalid(
        "ACCOUNT_DIFFERS", "The account is another one than the approver has seen.",
        "Read the payee again and compare the account.");
}
