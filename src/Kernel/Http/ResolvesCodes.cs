namespace SocialCommerce.Kernel.Http;

/// <summary>On an endpoint: it resolves codes, and those that do not exist are counted.</summary>
public sealed record ResolvesCodes;
