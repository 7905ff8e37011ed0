namespace SocialCommerce.Kernel.Http;

/// <summary>
/// On a POST: whether it reads an <c>Idempotency-Key</c>. One without this refuses the header, so that no caller trusts
/// a protection that is not there.
/// </summary>
/// <param name="ByKey">
/// True where the key finds the first answer again; false where what it is about does so by itself, and the key is
/// not needed.
/// </param>
public sealed record Repeatable(bool ByKey);
