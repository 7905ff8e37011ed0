namespace SocialCommerce.Payouts.Files;

/// <summary>A transfer that a result file may speak of.</summary>
/// <param name="TransferKey">The transfer.</param>
/// <param name="TransferNo">Its number at the channel.</param>
/// <param name="Net">What goes to the payee, minor units.</param>
/// <param name="State">Its state.</param>
/// <param name="Reference">The bank's number, where an earlier file told one.</param>
/// <param name="IsClosed">Whether an earlier file has told its result.</param>
internal sealed record ExpectedTransfer(
    long TransferKey, string TransferNo, long Net, string State, string? Reference, bool IsClosed)
{
    /// <summary>
    /// Whether a result is what is known already. The bank did pay what came back later, and may call it either.
    /// </summary>
    public bool Agrees(string result) => State == result || State == "returned";
}
