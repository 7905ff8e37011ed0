namespace SocialCommerce.Kernel.Http;

/// <summary>On an endpoint: the scope that a key needs, or null where only the platform's key will do.</summary>
public sealed record RequiredScope(string? Scope);
