namespace SocialCommerce.Api;

/// <summary>The product cannot start, for a reason that the operator can remove.</summary>
/// <param name="reason">One sentence: what is wrong and what to do.</param>
public sealed class StartupException(string reason) : Exception(reason);
