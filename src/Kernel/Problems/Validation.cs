namespace SocialCommerce.Kernel.Problems;

/// <summary>Runs a request's validators before its handler.</summary>
internal sealed class Validation<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators, Caller caller)
    : IPipelineBehavior<TRequest, TResponse> where TRequest : notnull
{
    /// <inheritdoc/>
    public Task<TResponse> Handle(TRequest request, CancellationToken cancel, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators)
        {
            var result = validator.Validate(ValidationRules.Until(caller, request, cancel));
            if (!result.IsValid) throw new ValidationFailedException([.. result.Errors.Select(error => new ProblemError(
                ValidationRules.Pointer(error.PropertyName), error.ErrorCode, error.ErrorMessage))]);
        }
        return next();
    }
}
