namespace SocialCommerce.Kernel.Settings;

/// <summary>Sets a setting.</summary>
public sealed record PutSetting<T>(T Body, string? IfMatch) : IRequest<Versioned<T>> where T : class;
