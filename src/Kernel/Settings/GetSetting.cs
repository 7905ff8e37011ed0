namespace SocialCommerce.Kernel.Settings;

/// <summary>Asks for the version of a setting that is in force.</summary>
public sealed record GetSetting<T> : IRequest<Versioned<T>> where T : class;
