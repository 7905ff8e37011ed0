namespace SocialCommerce.Kernel.Http;

/// <summary>
/// An answer that was given before and is given again: by <c>Idempotency-Key</c>, or because the same order, refund
/// or binding was sent again. Thrown, so that the transaction of the repeated request leaves nothing behind.
/// </summary>
public sealed class IdempotentReplayException(int status, string answer, string? location = null)
    : Exception("Answered before.")
{
    /// <summary>The status that was answered.</summary>
    public int Status => status;

    /// <summary>The JSON that was answered.</summary>
    public string Answer => answer;

    /// <summary>Where what was made can be read, where the first answer said so.</summary>
    public string? Location => location;
}
